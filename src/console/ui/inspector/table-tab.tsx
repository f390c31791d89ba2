import type { ComponentChildren, JSX } from 'preact';
import { IconButton } from '../view/icon-button.js';
import { type Column, DataTable } from './data-table.js';
import { useResource } from './use-resource.js';

interface TableTabProps<T> {
  readonly title: string;
  /** What the table is for, in a sentence. */
  readonly about: string;
  readonly path: string;
  readonly columns: readonly Column<T>[];
  /** Shown instead of no rows: what to do to get some. */
  readonly empty: ComponentChildren;
  /** Whether the rows change by what people do. */
  readonly follows?: boolean;
}

/** A tab that is one table from the server. */
export function TableTab<T>(props: TableTabProps<T>): JSX.Element {
  const { title, about, path, columns, empty, follows = false } = props;
  const { data, problem, reload } = useResource<readonly T[]>(path, follows);
  return (
    <div class="tab-body">
      <TabHead title={title} about={about} onReload={reload} />
      {problem !== null && <p class="callout">{problem}</p>}
      {data !== null && data.length === 0 && <div class="empty">{empty}</div>}
      {data !== null && data.length > 0 && (
        <DataTable caption={title} columns={columns} rows={data} />
      )}
    </div>
  );
}

interface TabHeadProps {
  readonly title: string;
  readonly about: string;
  readonly onReload?: () => void;
}

export function TabHead({ title, about, onReload }: TabHeadProps): JSX.Element {
  return (
    <header class="tab-head">
      <div>
        <h3>{title}</h3>
        <p class="hint">{about}</p>
      </div>
      {onReload !== undefined && <IconButton icon="refresh" label="Refresh" onClick={onReload} />}
    </header>
  );
}
