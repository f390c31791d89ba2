import { saidWith } from '../outbox/index.js';
import type { CommandHost } from './command-host.js';
import { historyAsJson } from './dead.printer.js';
import { lookAt } from './operator.js';
import { routeNow, tapOf } from './route-now.js';
import { asJson } from './text-table.js';
import { printSaid, printTrace, timelineOf } from './trace.printer.js';
import { readTrace } from './trace.reader.js';

/** `tapline trace`: what happened to a tap. */
export function addTraceCommand({ program, context }: CommandHost): void {
  program
    .command('trace')
    .description(
      'Tells what happened to a tap: attempts, replies, whether they arrived and were read.',
    )
    .argument(
      '<key or mid>',
      "the event's key or its beginning; its message id, or that of a reply",
    )
    .option('--json', 'print JSON')
    .action(async (asked: string, { json }: { readonly json?: true }) => {
      const said = await lookAt(context.variables, (store) => saidWith(store.tables(), asked));
      if (said) return context.output.write(json ? asJson({ said }) : printSaid(said));
      const traced = await lookAt(context.variables, (store) => readTrace(store.tables(), asked));
      const route = await routeNow(context, tapOf(traced.event));
      if (!json) return context.output.write(printTrace(traced, route));
      const history = historyAsJson({ ...traced, route, withItem: false });
      const { replies } = traced;
      return context.output.write(asJson({ ...history, replies, timeline: timelineOf(traced) }));
    });
}
