import type { JSX } from 'preact';
import type { AttributionRow } from '../../contract.js';
import { momentLabel } from '../model/labels.js';
import { people } from '../store/state.js';
import type { Column } from './data-table.js';
import { TableTab } from './table-tab.js';

const COLUMNS: readonly Column<AttributionRow>[] = [
  { title: 'When', cell: ({ arrivedAt }) => momentLabel(arrivedAt) },
  {
    title: 'Who',
    cell: ({ psid }) => people.value.find((person) => person.psid === psid)?.name ?? psid,
  },
  { title: 'Source', cell: ({ source }) => source, isCode: true },
  { title: 'Ref', cell: ({ ref }) => ref ?? '–', isCode: true },
  { title: 'Ad', cell: ({ adId }) => adId ?? '–', isCode: true },
];

/** The latest of them, one by one. */
export function ArrivalsTable(): JSX.Element {
  return (
    <TableTab
      title="Latest arrivals"
      about="How people arrived, the newest first."
      path="attributions"
      columns={COLUMNS}
      empty={
        <p>
          Nobody has arrived by a link or an ad. Try it with “Arrive by link or ad” above the chat.
        </p>
      }
      follows
    />
  );
}
