// Reads tables: a folder or a zip of HSDS CSV files, with or without datapackage.json, or any CSV with a mapping.
import { statSync } from 'node:fs';
import { basename, dirname } from 'node:path';
import { isObj } from '../hsds/entities.ts';
import { parseJson } from '../sound-json.ts';
import { type Mapping, mapTables } from './mapping.ts';
import { tellMisfits } from './misfits.ts';
import { type NestedTables, nestTables, type TableRows, type Tables } from './nest-tables.ts';
import { tellUnowned } from './owners.ts';
import { readCsv, type TableProblem } from './read-csv.ts';
import { folderFiles, type TableFiles, textOf, zipFiles } from './table-files.ts';

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

const rowsOf = (files: TableFiles, name: string, problems: TableProblem[]): TableRows => {
  const bytes = files.bytesOf(name);
  const text = bytes === null ? null : textOf(bytes);
  return text === null ? [] : readCsv(text, basename(name), problems);
};

function readPackage(files: TableFiles, problems: TableProblem[]): Tables {
  const described = packageFiles(files);
  return new Map(
    Object.entries(FILES).map(([entity, names]) => {
      const candidates = names.flatMap(name => [`${name}.csv`, `${name}.csv.gz`]);
      const file = described.get(entity) ?? candidates.find(name => files.has(name));
      return [entity, file === undefined ? [] : rowsOf(files, file, problems)];
    }),
  );
}

export type TablesRefusal = 'not-open-referral' | 'unsafe-package';

/** `problems`: rows that were not taken as they were, or that belong to nothing. */
export type ReadTables = NestedTables & { readonly problems: readonly TableProblem[] };

/** `path` is a folder, a zip, a datapackage.json in a folder, or a CSV. Refuses what has no table of services. */
export function readTables(path: string, mapping: Mapping | null): ReadTables | TablesRefusal {
  const isFolder = statSync(path).isDirectory();
  const zipped = isFolder ? null : zipFiles(path);
  if (zipped === 'not-a-zip') return 'not-open-referral';
  if (zipped === 'unsafe-zip') return 'unsafe-package';
  const files = zipped ?? folderFiles(isFolder ? path : dirname(path));
  const problems: TableProblem[] = [];
  const rowsNamed = rowsFrom(files, isFolder || zipped ? null : path, problems);
  const tables = mapping === null ? readPackage(files, problems) : mapTables(mapping, rowsNamed);
  if (mapping) problems.push(...tellMisfits(mapping, rowsNamed, name => Object.hasOwn(FILES, name)));
  const nested = nestTables(tables);
  if (nested.items.length === 0) return 'not-open-referral';
  return { ...nested, problems: [...problems, ...tellUnowned(tables)] };
}

/** The rows of a named file, each read once; without a name those of the file itself. */
function rowsFrom(
  files: TableFiles,
  own: string | null,
  problems: TableProblem[],
): (name: string | undefined) => TableRows {
  const read = new Map<string, TableRows>();
  return name => {
    const key = name ?? '';
    const file = name ?? own;
    const rows = read.get(key) ?? (file === null ? [] : rowsOf(files, file, problems));
    read.set(key, rows);
    return rows;
  };
}
