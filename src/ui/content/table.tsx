// A table of records: one row a record, turning into a list of cards on a phone.

import type { ReactNode } from 'react';
import { Table as LibraryTable } from '../library.ts';
import { EmptyState } from './empty-state.tsx';

export type Column<Row> = {
  readonly heading: ReactNode;
  readonly cell: (row: Row) => ReactNode;
  /** Figures, lined up at the end of the cell. */
  readonly numeric?: boolean | undefined;
  /** Names the row: usually the first column. */
  readonly rowHeader?: boolean | undefined;
  /** For columns of links: the heading is read out but not shown. */
  readonly headingHidden?: boolean | undefined;
  /** The heading becomes a link that sorts; from `sortBy`. */
  readonly sort?: ColumnSort | undefined;
};

export type ColumnSort = {
  readonly href: string;
  /** How the rows are sorted by this column now. */
  readonly order: 'ascending' | 'descending' | null;
};

export type TableProps<Row> = {
  readonly caption: ReactNode;
  readonly captionSize?: 's' | 'm' | 'l' | 'xl' | undefined;
  /** The caption is read out but not shown, where a heading just above says the same. */
  readonly captionHidden?: boolean | undefined;
  readonly columns: readonly Column<Row>[];
  readonly rows: readonly Row[];
  readonly rowKey?: ((row: Row, index: number) => string) | undefined;
  /** What to say instead of a table without rows. */
  readonly empty?: ReactNode;
  /** For narrow figures that stay readable on a phone as they are. */
  readonly compact?: boolean | undefined;
};

// On a phone the rows are laid out as blocks, and a browser then forgets that they are a table: roles say it again.
const roleIf = (responsive: boolean, role: 'columnheader' | 'rowheader' | 'cell' | 'row') =>
  responsive ? role : undefined;

type CellOf<Row> = { readonly column: Column<Row>; readonly responsive: boolean };

const headCell = <Row,>({ column, responsive }: CellOf<Row>, at: number) => {
  const { heading, numeric, headingHidden, sort } = column;
  const words = headingHidden ? <span className="nhsuk-u-visually-hidden">{heading}</span> : heading;
  return (
    <th
      key={at}
      className={numeric ? 'nhsuk-table__header nhsuk-table__header--numeric' : 'nhsuk-table__header'}
      scope="col"
      role={roleIf(responsive, 'columnheader')}
      data-sort={sort ? '' : undefined}
      aria-sort={sort?.order ?? undefined}
    >
      {sort ? (
        <a className="nhsuk-link" href={sort.href}>
          {words}
        </a>
      ) : (
        words
      )}
    </th>
  );
};

// The library fills the phone headings in only in a browser, so the cells are ours, after nhsuk-frontend's own template. Functions,
// not components: a list has hundreds of cells, and each component takes as long as the cell itself.
const bodyCell = <Row,>({ column, responsive, row }: CellOf<Row> & { readonly row: Row }, at: number) => {
  const value = column.cell(row);
  const content = responsive ? (
    <>
      {column.headingHidden ? null : (
        <span className="nhsuk-table__heading" aria-hidden="true">
          {column.heading}{' '}
        </span>
      )}
      <span className="fb-table__value">{value}</span>
    </>
  ) : (
    value
  );
  if (column.rowHeader)
    return (
      <th key={at} className="nhsuk-table__header" scope="row" role={roleIf(responsive, 'rowheader')}>
        {content}
      </th>
    );
  const numeric = column.numeric ? ' nhsuk-table__cell--numeric' : '';
  return (
    <td key={at} className={`nhsuk-table__cell${numeric}`} role={roleIf(responsive, 'cell')}>
      {content}
    </td>
  );
};

// The library adds its own `nhsuk-table` to a table that is not responsive.
const classesOf = (compact: boolean | undefined, columns: readonly { sort?: ColumnSort | undefined }[]) => [
  compact ? 'nhsuk-table--compact' : 'nhsuk-table nhsuk-table--responsive',
  ...(columns.some(column => column.sort !== undefined) ? ['nhsuk-table--sortable'] : []),
];

/** Columns say how to show a row; nothing is sorted or cut here. Without rows it shows `empty` instead. */
export const Table = <Row,>(props: TableProps<Row>) => {
  const { caption, captionSize = 'm', captionHidden, columns, rows, empty, compact } = props;
  const { rowKey = (_row: Row, index: number) => String(index) } = props;
  if (rows.length === 0 && empty !== undefined)
    return typeof empty === 'string' ? <EmptyState title={empty} /> : empty;
  return (
    <LibraryTable
      responsive={!compact}
      className={classesOf(compact, columns).join(' ')}
      caption={caption}
      captionProps={captionHidden ? { className: 'nhsuk-u-visually-hidden' } : { size: captionSize }}
    >
      <LibraryTable.Head>
        <LibraryTable.Row>
          {columns.map((column, at) => headCell({ column, responsive: !compact }, at))}
        </LibraryTable.Row>
      </LibraryTable.Head>
      <LibraryTable.Body>
        {rows.map((row, index) => (
          <tr key={rowKey(row, index)} className="nhsuk-table__row" role={roleIf(!compact, 'row')}>
            {columns.map((column, at) => bodyCell({ column, row, responsive: !compact }, at))}
          </tr>
        ))}
      </LibraryTable.Body>
    </LibraryTable>
  );
};

/** What a list is sorted by, as it stands in the query: `sort=name` or `sort=-name`. */
export type Sorting = { readonly by: string; readonly order: 'ascending' | 'descending' };

/**
 * The sort link of one column: a second press turns the order round.
 * `hrefFor` gets `name` or `-name` for the query.
 */
export const sortBy = (name: string, now: Sorting, hrefFor: (sort: string) => string): ColumnSort => {
  const order = now.by === name ? now.order : null;
  return { order, href: hrefFor(order === 'ascending' ? `-${name}` : name) };
};
