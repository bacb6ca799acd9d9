// Records on their way out: rows as the database has them, gathered by what they belong to.

/** Named as HSDS names things. What is written of it is decided by the shapes of the interface, field by field. */
export type PublishedRecord = Readonly<Record<string, unknown>>;

export type RowsById = ReadonlyMap<unknown, readonly PublishedRecord[]>;

export function groupBy(rows: readonly PublishedRecord[], key: string): RowsById {
  const groups = new Map<unknown, PublishedRecord[]>();
  for (const row of rows) {
    const id = row[key];
    if (id === null || id === undefined) continue;
    const known = groups.get(id);
    if (known) known.push(row);
    else groups.set(id, [row]);
  }
  return groups;
}

/** One of each id. */
export const indexBy = (
  rows: readonly PublishedRecord[],
  key = 'id',
): ReadonlyMap<unknown, PublishedRecord> => new Map(rows.map(row => [row[key], row]));

/** Ids in a column, each once, without gaps. */
export const idsIn = (rows: readonly PublishedRecord[], key = 'id'): string[] => [
  ...new Set(rows.map(row => row[key]).filter((id): id is string => typeof id === 'string')),
];

export const textOf = (value: unknown): string => (typeof value === 'string' ? value : '');
