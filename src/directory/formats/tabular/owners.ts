// Rows of tables that belong to nothing which is there: they come into no service, and that is told.
import { quoted } from '../entry.ts';
import type { TableRows, Tables } from './nest-tables.ts';
import type { TableProblem } from './read-csv.ts';

const of = (...owners: readonly string[]) => owners.map(owner => [`${owner}_id`, owner] as const);

/** Which tables a row may be a part of, by the column that says so. */
const OWNERS: Readonly<Record<string, readonly (readonly [string, string])[]>> = {
  service_at_location: of('service'),
  program: of('organization'),
  organization_identifier: of('organization'),
  phone: of('service', 'organization', 'contact', 'location', 'service_at_location'),
  contact: of('service', 'organization', 'location', 'service_at_location'),
  schedule: of('service', 'location', 'service_at_location'),
  service_area: of('service', 'service_at_location'),
  language: of('service', 'location', 'phone'),
  funding: of('service', 'organization'),
  url: of('service', 'organization'),
  address: of('location'),
  accessibility: of('location'),
  cost_option: of('service'),
  required_document: of('service'),
  service_capacity: of('service'),
};

/** The other way round: a thing that is there only where somebody names it. */
const NAMED_BY: Readonly<Record<string, readonly (readonly [string, string])[]>> = {
  location: [['service_at_location', 'location_id']],
  organization: [
    ['service', 'organization_id'],
    ['location', 'organization_id'],
    ['organization', 'parent_organization_id'],
  ],
};

const keyOf = (value: unknown): string =>
  typeof value === 'string' || typeof value === 'number' ? String(value).trim() : '';

const keysIn = (rows: TableRows | undefined, column: string): ReadonlySet<string> =>
  new Set((rows ?? []).map(row => keyOf(row[column])).filter(key => key !== ''));

export function tellUnowned(tables: Tables): readonly TableProblem[] {
  const tell = (table: string, row: TableRows[number], reason: string): TableProblem => ({
    record: `${table} ${keyOf(row.id)}`.trim(),
    field: 'row',
    reason,
    value: quoted(row),
  });
  const unowned = Object.entries(OWNERS).flatMap(([table, owners]) => {
    const known = owners.map(([column, owner]) => ({ column, ids: keysIn(tables.get(owner), 'id') }));
    return (tables.get(table) ?? [])
      .filter(row => !known.some(({ column, ids }) => ids.has(keyOf(row[column]))))
      .map(row => tell(table, row, 'belongs-to-nothing'));
  });
  const unnamed = Object.entries(NAMED_BY).flatMap(([table, names]) => {
    const named = names.map(([by, column]) => keysIn(tables.get(by), column));
    return (tables.get(table) ?? [])
      .filter(row => !named.some(ids => ids.has(keyOf(row.id))))
      .map(row => tell(table, row, 'no-service-names-it'));
  });
  return [...unowned, ...unnamed];
}
