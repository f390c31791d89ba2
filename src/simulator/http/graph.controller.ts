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

  @All(['graph/*path', 'v:version/*path'])
  async answer(@Req() request: Request, @Res() response: Response): Promise<void> {
    const { method, query, headers } = request;
    const body: unknown = request.body;
    const reply = this.simulator.graph({
      method,
      path: pathBelowGraph(request),
      query,
      body,
      authorization: headers.authorization,
    });
    if (reply.echoesFirst) await this.simulator.follow(reply);
    else this.followAfter(reply, response);
    sendAnswer(response, reply, this.simulator.stopped);
  }

  /**
   * `close` comes after the answer has gone out, and also when the caller went away without it: Meta sends the echo in both cases,
   * and does not wait for an answer that never ends.
   */
  private followAfter(reply: GraphReply, response: Response): void {
    const follow = (): void => void this.simulator.follow(reply);
    if (reply.form === 'trickle') setImmediate(follow);
    else response.once('close', follow);
  }
}

/** `/simulator/graph/v26.0/me/messages` is `/v26.0/me/messages`, wherever the module is mounted. */
function pathBelowGraph({ params }: Request): string {
  const { version, path = [] } = params;
  const below = [path].flat();
  return `/${(version === undefined ? below : [`v${String(version)}`, ...below]).join('/')}`;
}
