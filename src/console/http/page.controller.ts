import { All, Controller, Get, Req, Res, UseFilters, UseGuards } from '@nestjs/common';
import type { Request, Response } from 'express';
import { NotBuiltError, NotFoundError } from '../console.errors.js';
import { ConsoleOptions } from '../console.options.js';
import { ConsoleGuard } from './console.guard.js';
import { ConsoleProblemFilter } from './console-problem.filter.js';
import { PageFiles } from './page-files.js';

const ROOT = '/console/';
const TOKEN_META = /<meta\b[^>]*\bname="console-token"[^>]*>/gi;
/** Vite writes the hash of an asset into its name. */
const FOR_EVER = 'private, max-age=31536000, immutable';

/** The page, its assets, and everything below `/console` that is not there. Stands last. */
@Controller('console')
@UseGuards(ConsoleGuard)
@UseFilters(ConsoleProblemFilter)
export class PageController {
  constructor(
    private readonly files: PageFiles,
    private readonly options: ConsoleOptions,
  ) {}

  @Get()
  page(@Res() response: Response): void {
    const { html } = this.files;
    if (html === null) throw new NotBuiltError();
    response.type('text/html; charset=utf-8').send(this.withToken(html));
  }

  @Get('*path')
  file(@Req() request: Request, @Res() response: Response): void {
    const name = request.path.slice(ROOT.length);
    const file = this.files.find(name);
    if (!file) throw new NotFoundError('page, file or endpoint at this address');
    if (name.startsWith('assets/')) response.setHeader('Cache-Control', FOR_EVER);
    response.type(file.type).send(file.bytes);
  }

  @All('*path')
  nothing(): never {
    throw new NotFoundError('endpoint at this address that takes this method');
  }

  /** Only where it stands in no page of the web: on this machine. A place for it that was built in is filled or removed. */
  private withToken(html: string): string {
    const bare = html.replace(TOKEN_META, '');
    if (this.options.mode === 'live') return bare;
    const meta = `<meta name="console-token" content="${this.options.token}">`;
    return bare.replace(/<head[^>]*>/i, (head) => head + meta);
  }
}
