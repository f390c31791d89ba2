import type { JSX } from 'preact';
import type { RouteRow } from '../../contract.js';
import type { Column } from './data-table.js';
import { TableTab } from './table-tab.js';

/** Two columns, so that nothing of a route is out of sight where the inspector is narrow. */
const COLUMNS: readonly Column<RouteRow>[] = [
  { title: 'On', cell: ({ on }) => on },
  { title: 'Pattern and handler', cell: (row) => <Route row={row} /> },
];

function Route({ row }: { readonly row: RouteRow }): JSX.Element {
  const { pattern, handler, place, definition } = row;
  return (
    <>
      <code class="cell-main">{pattern}</code>
      <code class="cell-more">{handler}</code>
      <code class="cell-more">{place}</code>
      {definition !== null && <code class="cell-more">payload: {definition}</code>}
    </>
  );
}

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
