import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { extname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** A built file, in memory. */
export interface PageFile {
  readonly type: string;
  readonly bytes: Buffer;
}

const INDEX = 'index.html';

const TYPES: Readonly<Record<string, string>> = {
  '.css': 'text/css; charset=utf-8',
  '.html': 'text/html; charset=utf-8',
  '.ico': 'image/x-icon',
  '.js': 'text/javascript; charset=utf-8',
  '.json': 'application/json; charset=utf-8',
  '.map': 'application/json; charset=utf-8',
  '.png': 'image/png',
  '.svg': 'image/svg+xml; charset=utf-8',
  '.txt': 'text/plain; charset=utf-8',
  '.woff2': 'font/woff2',
};

/** The page and its assets as they were built, read once: afterwards a request is a look into a map, and no path. */
export class PageFiles {
  private constructor(
    /** The HTML; `null` when the page was not built. */
    readonly html: string | null,
    private readonly files: ReadonlyMap<string, PageFile>,
  ) {}

  /** @param folder what Vite wrote; it need not be there */
  static read(folder: URL): PageFiles {
    const root = fileURLToPath(folder);
    const names = existsSync(root) ? readdirSync(root, { recursive: true, encoding: 'utf8' }) : [];
    const files = names
      .filter((name) => statSync(join(root, name)).isFile())
      .map((name): [string, PageFile] => [name.replaceAll('\\', '/'), read(join(root, name))]);
    const html = files.find(([name]) => name === INDEX)?.[1];
    const assets = new Map(files.filter(([name]) => name !== INDEX));
    return new PageFiles(html?.bytes.toString('utf8') ?? null, assets);
  }

  /** @param path to the letter as Vite wrote it: `assets/index-C0ffee.js` */
  find(path: string): PageFile | undefined {
    return this.files.get(path);
  }
}

function read(path: string): PageFile {
  const type = TYPES[extname(path)] ?? 'application/octet-stream';
  return { type, bytes: readFileSync(path) };
}
