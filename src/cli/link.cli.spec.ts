import { existsSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { inflateSync } from 'node:zlib';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { Injectable } from '@nestjs/common';
import { decodeQR } from 'qr/decode.js';
import { runCli } from '../../test/support/cli.js';
import { OnReferral } from '../referral/index.js';

@Injectable()
class Greeter {
  @OnReferral({ ref: 'EMAIL_{campaign}' })
  email(): void {}
}

const LIVE = {
  META_APP_SECRET: '0f1e2d3c4b5a69788796a5b4c3d2e1f0',
  META_VERIFY_TOKEN: 'a-long-and-random-verify-token',
  META_PAGE_TOKENS: '1234:EAA-page-token',
};

/** Of a fixed palette, so that no theme changes them. */
const BLACK_ON_WHITE = '\u001b[38;5;16;48;5;231m';
const AS_BEFORE = '\u001b[0m';

describe('tapline link', () => {
  let folder: string;

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'tapline-link-'));
  });

  afterEach(() => {
    rmSync(folder, { recursive: true, force: true });
  });

  const run = (
    args: readonly string[],
    how: { readonly variables?: Record<string, string>; readonly isTerminal?: boolean } = {},
  ) =>
    runCli(['link', ...args], {
      database: join(folder, 'tapline.db'),
      providers: [Greeter],
      variables: LIVE,
      ...how,
    });

  const file = (name: string): string => join(folder, name);

  it('prints the link to the only page, and nothing else in a pipe', async () => {
    expect(await run(['--ref', 'EMAIL_MAY'])).toEqual({
      code: 0,
      written: 'https://m.me/1234?ref=EMAIL_MAY\n',
      complaints: '',
    });
  });

  it('leads to any page by its name, for which no variable is needed', async () => {
    const { written } = await run(['--ref', 'EMAIL_MAY', '--page', 'tapline.shop'], {
      variables: {},
    });
    expect(written).toBe('https://m.me/tapline.shop?ref=EMAIL_MAY\n');
  });

  it.each([
    [
      'several pages',
      { ...LIVE, META_PAGE_TOKENS: '12:a-token,34:b-token' },
      'LINK_PAGE_UNCLEAR: META_PAGE_TOKENS names 2 pages. Say which one the link leads to:\n  --page 12\n  --page 34\n',
    ],
    [
      'none but the one of the demo',
      {},
      'LINK_PAGE_UNCLEAR: no page is known here. Give --page with its id or the name in its address, or set META_PAGE_TOKENS.\n',
    ],
  ])('asks which page it leads to where there are %s', async (_what, variables, complaints) => {
    expect(await run(['--ref', 'X'], { variables })).toEqual({ code: 2, written: '', complaints });
  });

  it.each([
    ['EMAIL MAY', 'has " " (U+0020), as character 6'],
    ['EMAIL_MÄRZ', 'has "Ä" (U+00C4), as character 8'],
    ['50%', 'has "%" (U+0025), as character 3'],
    ['😀', 'has "😀" (U+1F600), as character 1'],
    ['A\u001b[2J', 'has U+001B, as character 2'],
    ['', 'is empty'],
    ['x'.repeat(2084), 'has 2084 characters, and Meta takes 2083'],
  ])('refuses the ref %j', async (ref, problem) => {
    expect(await run(['--ref', ref])).toEqual({
      code: 2,
      written: '',
      complaints:
        `REF_INVALID: the ref ${problem}. A ref of an m.me link is made of the letters A to Z and a to z, ` +
        'digits, "-", "_" and "=", at most 2083 of them: EMAIL_MAY.\n',
    });
  });

  it('warns of a ref that nobody greets', async () => {
    const { code, written, complaints } = await run(['--ref', 'POSTER']);
    expect([code, written]).toEqual([0, 'https://m.me/1234?ref=POSTER\n']);
    expect(complaints).toBe(
      'No @OnReferral of this application takes this ref: people arrive and are counted, and nobody greets them.\n',
    );
  });

  const COLOURS = [BLACK_ON_WHITE, AS_BEFORE];

  it('draws a code on a terminal that reads back as the link, with white around it', async () => {
    const { written } = await run(['--ref', 'EMAIL_MAY'], { isTerminal: true });
    const [link, , ...lines] = written.trimEnd().split('\n');
    expect(lines.every((line) => line.startsWith(BLACK_ON_WHITE))).toBe(true);
    const drawn = lines.map((line) =>
      COLOURS.reduce((text, colour) => text.replace(colour, ''), line),
    );
    expect(drawn.slice(0, 2).join('').trim()).toBe('');
    expect(drawn.every((line) => line.startsWith('    ') && line.endsWith('    '))).toBe(true);
    expect(readDrawing(drawn)).toBe(link);
  });

  it('draws it in a pipe when asked, without colours', async () => {
    const { written } = await run(['--ref', 'EMAIL_MAY', '--qr']);
    expect(written).not.toContain('\u001b');
    expect(readDrawing(written.split('\n').slice(2, -1))).toBe('https://m.me/1234?ref=EMAIL_MAY');
  });

  it('draws nothing that a terminal would break', async () => {
    const ref = `EMAIL_${'x'.repeat(500)}`;
    const { written, complaints } = await run(['--ref', ref], { isTerminal: true });
    expect(written).toBe(`https://m.me/1234?ref=${ref}\n`);
    expect(complaints).toBe('The QR code is too wide for this terminal: use --svg or --png.\n');
  });

  it.each(['EMAIL_MAY', `EMAIL_${'x'.repeat(2077)}`])(
    'writes pictures that read back as the link: %.20s',
    async (ref) => {
      const [png, svg] = [file('poster.png'), file('poster.svg')];
      const { written } = await run(['--ref', ref, '--png', png, '--svg', svg, '--json']);
      const url = `https://m.me/1234?ref=${ref}`;
      const page = '1234';
      expect(JSON.parse(written)).toEqual({
        url,
        page,
        ref,
        handler: 'Greeter.email',
        files: [png, svg],
      });
      expect(decodeQR(pixelsOf(readFileSync(png)), { timeLimit: 60_000 })).toBe(url);
      expect(readFileSync(svg, 'utf8')).toMatch(/^<\?xml .*<svg .*<\/svg>\s*$/s);
    },
  );

  it('writes over no file unless it is told to, and writes none then', async () => {
    writeFileSync(file('b.svg'), 'mine');
    const args = ['--ref', 'EMAIL_MAY', '--png', file('a.png'), '--svg', file('b.svg')];
    const { code, written, complaints } = await run(args);
    expect([code, written, complaints]).toEqual([
      2,
      '',
      `LINK_FILE_EXISTS: there is a file ${file('b.svg')} already, and nothing was written. Give another name, or --force to write over it.\n`,
    ]);
    expect(() => readFileSync(file('a.png'))).toThrow('ENOENT');
    expect(readFileSync(file('b.svg'), 'utf8')).toBe('mine');
    expect((await run([...args, '--force'])).code).toBe(0);
    expect(readFileSync(file('b.svg'), 'utf8')).toContain('<svg');
  });

  it('refuses one file for two pictures, however its name is written, and a link to it', async () => {
    const name = file('a.png');
    const other = join(folder, '..', basename(folder), 'a.png');
    const args = ['--ref', 'EMAIL_MAY', '--png', name, '--svg'];
    const refusal = {
      code: 2,
      written: '',
      complaints: `LINK_FILES_ALIKE: --png and --svg both name the file ${other}, and nothing was written. Give each a name of its own.\n`,
    };
    expect(await run([...args, `${folder}/./a.png`])).toMatchObject({ code: 2, written: '' });
    expect(await run([...args, other])).toEqual(refusal);
    expect(existsSync(name)).toBe(false);
    writeFileSync(name, 'mine');
    symlinkSync(name, file('b.svg'));
    expect(await run([...args, other, '--force'])).toEqual(refusal);
    expect(await run([...args, file('b.svg'), '--force'])).toMatchObject({ code: 2 });
    expect(readFileSync(name, 'utf8')).toBe('mine');
  });

  it('writes neither picture when one cannot be written', async () => {
    writeFileSync(file('mine.png'), 'mine');
    const refusal = `LINK_FILE_UNWRITABLE: the file ${file('absent/b.svg')} cannot be written (ENOENT), and nothing was written. Name a file in a folder that there is and that you may write to.\n`;
    for (const name of ['a.png', 'mine.png']) {
      const args = ['--png', file(name), '--svg', file('absent/b.svg'), '--force'];
      expect(await run(['--ref', 'EMAIL_MAY', ...args])).toEqual({
        code: 2,
        written: '',
        complaints: refusal,
      });
    }
    expect(existsSync(file('a.png'))).toBe(false);
    expect(readFileSync(file('mine.png'), 'utf8')).toBe('mine');
  });

  it.each([
    ['without a ref', ['--page', '1'], "required option '--ref <ref>' not specified"],
    ['with a page that is none', ['--ref', 'X', '--page', 'a/b'], 'as in the address of the page'],
  ])('ends with 2 %s', async (_what, args, complaint) => {
    const { code, complaints } = await run(args);
    expect([code, complaints]).toEqual([2, expect.stringContaining(complaint)]);
  });
});

const SCALE = 4;

/** Half blocks as a reader of codes sees them. */
function readDrawing(lines: readonly string[]): string {
  const rows = lines.flatMap((line) => [
    line.split('').map((block) => block === '█' || block === '▀'),
    line.split('').map((block) => block === '█' || block === '▄'),
  ]);
  const width = (rows[0] ?? []).length * SCALE;
  const height = rows.length * SCALE;
  const data = new Uint8Array(width * height * 4).fill(255);
  for (let y = 0; y < height; y += 1)
    for (let x = 0; x < width; x += 1)
      if (rows[Math.floor(y / SCALE)]?.[Math.floor(x / SCALE)])
        data.fill(0, (y * width + x) * 4, (y * width + x) * 4 + 3);
  return decodeQR({ width, height, data }, { timeLimit: 60_000 });
}

/** A PNG of two colours, of which the second is black, and of one piece of data. */
function pixelsOf(png: Buffer) {
  const width = png.readUInt32BE(16);
  const height = png.readUInt32BE(20);
  const begin = png.indexOf('IDAT') + 4;
  const rows = inflateSync(png.subarray(begin, begin + png.readUInt32BE(begin - 8)));
  const rowBytes = 1 + Math.ceil(width / 8);
  const data = new Uint8Array(width * height * 4).fill(255);
  for (let y = 0; y < height; y += 1)
    for (let x = 0; x < width; x += 1) {
      const byte = rows[y * rowBytes + 1 + (x >> 3)] ?? 0;
      const at = (y * width + x) * 4;
      if ((byte & (128 >> (x & 7))) !== 0) data.fill(0, at, at + 3);
    }
  return { width, height, data };
}
