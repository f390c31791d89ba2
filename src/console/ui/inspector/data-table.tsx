import type { ComponentChildren, JSX } from 'preact';

/** Rows in the document at once. */
const ROWS_SHOWN = 200;

export interface Column<T> {
  readonly title: string;
  readonly cell: (row: T) => ComponentChildren;
  readonly isCode?: boolean;
}

interface DataTableProps<T> {
  readonly caption: string;
  readonly columns: readonly Column<T>[];
  readonly rows: readonly T[];
}

/** A table that scrolls in its own box when there is no room for it. */
export function DataTable<T>({ caption, columns, rows }: DataTableProps<T>): JSX.Element {
  return (
    <>
      <div class="table-box" role="region" tabIndex={0} aria-label={caption}>
        <table>
          <caption class="sr-only">{caption}</caption>
          <thead>
            <tr>
              {columns.map(({ title }) => (
                <th key={title} scope="col">
                  {title}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {rows.slice(0, ROWS_SHOWN).map((row, index) => (
              <Row key={index} row={row} columns={columns} />
            ))}
          </tbody>
        </table>
      </div>
      {rows.length > ROWS_SHOWN && (
        <p class="hint">
          The first {ROWS_SHOWN} of {rows.length}.
        </p>
      )}
    </>
  );
}

type RowProps<T> = Pick<DataTableProps<T>, 'columns'> & { readonly row: T };

function Row<T>({ row, columns }: RowProps<T>): JSX.Element {
  return (
    <tr>
      {columns.map(({ title, cell, isCode }) => (
        <td key={title}>{isCode === true ? <code>{cell(row)}</code> : cell(row)}</td>
      ))}
    </tr>
  );
}
