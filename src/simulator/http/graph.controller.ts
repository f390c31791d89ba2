import { All, Controller, Req, Res } from '@nestjs/common';
import type { Request, Response } from 'express';
import { Simulator } from '../simulator.service.js';

/** Graph over HTTP. Which paths there are is the business of `GraphApi`: unknown ones get Meta's answer, not Nest's. */
@Controller('graph')
export class GraphController {
  constructor(private readonly simulator: Simulator) {}

  @All('*path')
  answer(@Req() request: Request, @Res() response: Response): void {
    const { method, query, headers } = request;
    const body: unknown = request.body;
    const path = pathBelowGraph(request.path);
    const outcome = this.simulator.graph({
      method,
      path,
      query,
      body,
      authorization: headers.authorization,
    });
    // `close` comes after the answer has gone out, and also when the caller went away without it: Meta sends the echo in both cases.
    response.once('close', () => void this.simulator.follow(outcome));
    response.status(outcome.status).json(outcome.body);
  }
}

/** `/simulator/graph/v26.0/me/messages` is `/v26.0/me/messages`, wherever the module is mounted. */
function pathBelowGraph(path: string): string {
  const root = '/graph/';
  return path.slice(path.indexOf(root) + root.length - 1);
}
