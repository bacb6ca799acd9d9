// Reads tables: a folder or a zip of HSDS CSV files, with or without datapackage.json, or any CSV with a mapping.
import { statSync } from 'node:fs';
import { dirname } from 'node:path';
import { parse } from 'csv-parse/sync';
import { isObj } from '../hsds/entities.ts';
import { parseJson } from '../sound-json.ts';
import { type Mapping, mapTables } from './mapping.ts';
import { type NestedTables, nestTables, type TableRows, type Tables } from './nest-tables.ts';
import { folderFiles, type TableFiles, textOf, zipFiles } from './table-files.ts';

/** A row of the wrong length is read as far as it goes. */
function readCsv(bytes: Buffer | null): TableRows {
  const text = bytes === null ? null : textOf(bytes);
  if (text === null) return [];
  try {
    return parse(text, {
      bom: true,
      columns: header => header.map((name: string) => name.trim()),
      delimiter: delimiterOf(text),
      relax_column_count: true,
      relax_quotes: true,
      skip_empty_lines: true,
      skip_records_with_error: true,
    }) as TableRows;
  } catch {
    return [];
  }
}

/** Excel writes semicolons where the comma is for decimals. */
function delimiterOf(text: string): string {
  const [header = ''] = text.split(/\r?\n/, 1);
  const count = (sign: string) => header.split(sign).length;
  return [',', ';', '\t'].reduce((best, sign) => (count(sign) > count(best) ? sign : best));
}

/** The names that HSDS gives its CSV files, and those that publishers use instead. */
const FILES: Readonly<Record<string, readonly string[]>> = {
  organization: ['organizations', 'organization'],
  program: ['programs', 'program'],
  service: ['services', 'service'],
  attribute: ['attributes', 'attribute'],
  service_at_location: ['service_at_location', 'service_at_locations'],
  location: ['locations', 'location'],
  phone: ['phones', 'phone'],
  contact: ['contacts', 'contact'],
  address: ['addresses', 'address'],
  schedule: ['schedules', 'schedule'],
  funding: ['funding', 'fundings'],
  service_area: ['service_areas', 'service_area'],
  required_document: ['required_documents', 'required_document'],
  language: ['languages', 'language'],
  accessibility: ['accessibility'],
  taxonomy_term: ['taxonomy_terms', 'taxonomy_term'],
  metadata: ['metadata'],
  cost_option: ['cost_options', 'cost_option'],
  organization_identifier: ['organization_identifiers', 'organization_identifier'],
  taxonomy: ['taxonomies', 'taxonomy'],
  service_capacity: ['service_capacity', 'service_capacities'],
  unit: ['units', 'unit'],
  url: ['url', 'urls'],
};

/** Files that a data package describes, by the entity they are of. */
function packageFiles(files: TableFiles): ReadonlyMap<string, string> {
  const text = files.bytesOf('datapackage.json');
  const described = text === null ? undefined : parseJson(textOf(text) ?? '');
  const resources =
    isObj(described) && Array.isArray(described.resources) ? described.resources.filter(isObj) : [];
  return new Map(
    resources.flatMap(({ name, path }) =>
      typeof name === 'string' && typeof path === 'string' && files.has(path) ? [[name, path] as const] : [],
    ),
  );
}

function readPackage(files: TableFiles): Tables {
  const described = packageFiles(files);
  return new Map(
    Object.entries(FILES).map(([entity, names]) => {
      const candidates = names.flatMap(name => [`${name}.csv`, `${name}.csv.gz`]);
      const file = described.get(entity) ?? candidates.find(name => files.has(name));
      return [entity, file === undefined ? [] : readCsv(files.bytesOf(file))];
    }),
  );
}

export type TablesRefusal = 'not-open-referral' | 'unsafe-package';

/** `path` is a folder, a zip, a datapackage.json in a folder, or a CSV. Refuses what has no table of services. */
export function readTables(path: string, mapping: Mapping | null): NestedTables | TablesRefusal {
  const isFolder = statSync(path).isDirectory();
  const zipped = isFolder ? null : zipFiles(path);
  if (zipped === 'not-a-zip') return 'not-open-referral';
  if (zipped === 'unsafe-zip') return 'unsafe-package';
  const files = zipped ?? folderFiles(isFolder ? path : dirname(path));
  const nested =
    mapping === null
      ? nestTables(readPackage(files))
      : nestTables(mapTables(mapping, rowsFrom(files, isFolder || zipped ? null : path)));
  return nested.items.length === 0 ? 'not-open-referral' : nested;
}

/** The rows of a named file, each read once; without a name those of the file itself. */
function rowsFrom(files: TableFiles, own: string | null): (name: string | undefined) => TableRows {
  const read = new Map<string, TableRows>();
  return name => {
    const key = name ?? '';
    const known = read.get(key);
    if (known) return known;
    const bytes = name === undefined ? (own === null ? null : files.bytesOf(own)) : files.bytesOf(name);
    const rows = readCsv(bytes);
    read.set(key, rows);
    return rows;
  };
}
