import type { JSX } from 'preact';
import type { UnhandledRow } from '../../contract.js';
import { momentLabel } from '../model/labels.js';
import type { Column } from './data-table.js';
import { TableTab } from './table-tab.js';

const COLUMNS: readonly Column<UnhandledRow>[] = [
  { title: 'Looks like', cell: ({ sample }) => sample, isCode: true },
  { title: 'Times', cell: ({ count }) => count },
  { title: 'Why', cell: ({ reason }) => reason },
  { title: 'Last', cell: ({ lastAt }) => momentLabel(lastAt) },
  { title: 'Page', cell: ({ pageId }) => pageId, isCode: true },
];

export function UnhandledTab(): JSX.Element {
  return (
    <TableTab
      title="Unhandled payloads"
      about="What people tapped and no handler took, without the values in it."
      path="unhandled"
      columns={COLUMNS}
      empty={<p>Every tap found its handler. One that does not is counted here.</p>}
      follows
    />
  );
}
