import { setImmediate as nextTurn } from 'node:timers/promises';
import { All, Controller, Next, Req, Res, UseFilters, UseInterceptors } from '@nestjs/common';
import type { NextFunction, Request, Response } from 'express';
import type { GraphReply } from '../faults/graph-faults.js';
import type { FormFile } from '../graph/media-file.js';
import { Simulator } from '../simulator.service.js';
import { readGraphBody } from './body-parsers.js';
import { sendAnswer } from './graph-answer.js';
import { GraphErrorFilter } from './graph-error.filter.js';
import { UploadedFile } from './uploaded-file.interceptor.js';

/** The people's routes, and what is there to look at; everything else on this server is Graph's. */
const OURS = ['people', 'faults', 'clock', 'sent', 'alerts', 'deliveries'];

/**
 * Graph over HTTP, at the root as at Meta, and below `/graph` for who wants it apart. Which paths there are is the business of
 * `GraphApi`: unknown ones get Meta's answer, not Nest's. It comes last among the controllers.
 */
@Controller()
@UseFilters(GraphErrorFilter)
@UseInterceptors(UploadedFile)
export class GraphController {
  constructor(private readonly simulator: Simulator) {}

  @All(['', '*path'])
  async answer(
    @Req() request: Request,
    @Res() response: Response,
    @Next() next: NextFunction,
  ): Promise<void> {
    const path = pathBelowGraph(request);
    if (path === null) return next();
    const { method, query, headers } = request;
    const body = await readGraphBody(request, response);
    const formFile = formFileOf(request);
    const { authorization } = headers;
    // Asked for before the answer is there: the caller may be gone by then.
    const closed = new Promise((resolve) => response.once('close', resolve));
    const call = { method, path, query, body, authorization, formFile };
    const reply = await this.simulator.graph(call);
    if (reply.echoesFirst) await this.simulator.follow(reply);
    else void this.followAfter(reply, closed);
    sendAnswer(response, reply, this.simulator.stopped);
  }

  /**
   * `close` comes after the answer has gone out, and also when the caller went away without it: Meta sends the echo in both cases,
   * and does not wait for an answer that never ends.
   */
  private async followAfter(reply: GraphReply, closed: Promise<unknown>): Promise<void> {
    await (reply.form === 'trickle' ? nextTurn() : closed);
    await this.simulator.follow(reply);
  }
}

/**
 * `/simulator/graph/v26.0/me/messages` is `/v26.0/me/messages`, wherever the module is mounted; the root, for batches, is `/`.
 * @returns `null` for a path that is not Graph's
 */
function pathBelowGraph({ params }: Request): string | null {
  const { path = [] } = params;
  const [first, ...rest] = [path].flat();
  if (first !== undefined && OURS.includes(first)) return null;
  if (first === undefined || first === 'graph') return `/${rest.join('/')}`;
  return `/${[first, ...rest].join('/')}`;
}

/** What multer leaves of a file. */
interface MulterFile {
  readonly originalname: string;
  readonly mimetype: string;
  readonly size: number;
}

function formFileOf({ file }: Request & { readonly file?: MulterFile }): FormFile | undefined {
  if (file === undefined) return undefined;
  return { name: file.originalname, mediaType: file.mimetype, size: file.size };
}
