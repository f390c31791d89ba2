import type { JSX } from 'preact';
import type { RouteRow } from '../../contract.js';
import type { Column } from './data-table.js';
import { TableTab } from './table-tab.js';

const COLUMNS: readonly Column<RouteRow>[] = [
  { title: 'On', cell: ({ on }) => on },
  { title: 'Pattern', cell: ({ pattern }) => pattern, isCode: true },
  { title: 'Handler', cell: ({ handler }) => handler, isCode: true },
  { title: 'Definition', cell: ({ definition }) => definition ?? '–', isCode: true },
  { title: 'Place', cell: ({ place }) => place, isCode: true },
];

export function RoutesTab(): JSX.Element {
  return (
    <TableTab
      title="Routes"
      about="Which method takes which payload, in order of precedence."
      path="routes"
      columns={COLUMNS}
      empty={
        <p>
          No method has a decorator yet. Put @OnPostback('SOMETHING') on one and start the service
          again.
        </p>
      }
    />
  );
}
