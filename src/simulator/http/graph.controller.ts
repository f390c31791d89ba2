import { setImmediate as nextTurn } from 'node:timers/promises';
import { All, Controller, Req, Res } from '@nestjs/common';
import type { Request, Response } from 'express';
import type { GraphReply } from '../faults/graph-faults.js';
import { Simulator } from '../simulator.service.js';
import { sendAnswer } from './graph-answer.js';

/**
 * Graph over HTTP, below `/graph`, and below `/v26.0` where client libraries look for it. Which paths there are is the business
 * of `GraphApi`: unknown ones get Meta's answer, not Nest's.
 */
@Controller()
export class GraphController {
  constructor(private readonly simulator: Simulator) {}

  @All(['graph', 'graph/*path', 'v:version', 'v:version/*path'])
  async answer(@Req() request: Request, @Res() response: Response): Promise<void> {
    const { method, query, headers } = request;
    const body: unknown = request.body;
    const path = pathBelowGraph(request);
    const { authorization } = headers;
    // Asked for before the answer is there: the caller may be gone by then.
    const closed = new Promise((resolve) => response.once('close', resolve));
    const reply = await this.simulator.graph({ method, path, query, body, authorization });
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

/** `/simulator/graph/v26.0/me/messages` is `/v26.0/me/messages`, wherever the module is mounted; the root, for batches, is `/`. */
function pathBelowGraph({ params }: Request): string {
  const { version, path = [] } = params;
  const below = [path].flat();
  return `/${(version === undefined ? below : [`v${String(version)}`, ...below]).join('/')}`;
}
