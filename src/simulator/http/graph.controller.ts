import { All, Controller, Req, Res } from '@nestjs/common';
import type { Request, Response } from 'express';
import { Simulator } from '../simulator.service.js';

/** Graph over HTTP. Which paths there are is the business of `GraphApi`: unknown ones get Meta's answer, not Nest's. */
@Controller('graph')
export class GraphController {
  constructor(private readonly simulator: Simulator) {}

  @All(['', '*path'])
  async answer(@Req() request: Request, @Res() response: Response): Promise<void> {
    const { method, query, headers } = request;
    const body: unknown = request.body;
    const path = pathBelowGraph(request.path);
    const { authorization } = headers;
    const answering = this.simulator.graph({ method, path, query, body, authorization });
    // `close` comes after the answer has gone out, and also when the caller went away without it: Meta sends the echo in both cases.
    response.once('close', () => void answering.then((outcome) => this.simulator.follow(outcome)));
    const { status, headers: own, body: answer } = await answering;
    response.status(status).set(own).json(answer);
  }
}

/** `/simulator/graph/v26.0/me/messages` is `/v26.0/me/messages`, wherever the module is mounted; the root, for batches, is `/`. */
function pathBelowGraph(path: string): string {
  const root = '/graph/';
  const whole = path.endsWith('/') ? path : `${path}/`;
  return whole.slice(whole.indexOf(root) + root.length - 1, -1) || '/';
}
