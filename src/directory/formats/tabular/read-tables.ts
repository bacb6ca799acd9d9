// Reads tables from disk: a folder of HSDS CSV files, with or without datapackage.json, or any CSV with a mapping.
import { existsSync, readFileSync, statSync } from 'node:fs';
import { dirname, join, resolve, sep } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { parse } from 'csv-parse/sync';
import { isObj } from '../hsds/entities.ts';
import { parseJson } from '../sound-json.ts';
import { type Mapping, mapTables } from './mapping.ts';
import { nestTables, type TableRows, type Tables } from './nest-tables.ts';

const LONGEST_FILE = 512 * 1024 * 1024;

/** UTF-8, gzipped or not; null when it cannot be read. */
export function readTextFile(file: string): string | null {
  try {
    const bytes = readFileSync(file);
    const gzipped = bytes[0] === 0x1f && bytes[1] === 0x8b;
    const text = (gzipped ? gunzipSync(bytes, { maxOutputLength: LONGEST_FILE }) : bytes).toString('utf8');
    return text.replaceAll('\u0000', '');
  } catch {
    return null;
  }
}

/** A row of the wrong length is read as far as it goes. */
function readCsv(file: string): TableRows {
  const text = readTextFile(file);
  if (text === null) return [];
  try {
    return parse(text, {
      bom: true,
      columns: header => header.map((name: string) => name.trim()),
      relax_column_count: true,
      relax_quotes: true,
      skip_empty_lines: true,
      skip_records_with_error: true,
    }) as TableRows;
  } catch {
    return [];
  }
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

/** Never outside the folder, whatever a package says. */
function within(folder: string, name: string): string | null {
  const file = resolve(folder, name);
  return file.startsWith(resolve(folder) + sep) && existsSync(file) ? file : null;
}

function packageFiles(folder: string): ReadonlyMap<string, string> {
  const described = parseJson(readTextFile(join(folder, 'datapackage.json')) ?? '');
  const resources =
    isObj(described) && Array.isArray(described.resources) ? described.resources.filter(isObj) : [];
  return new Map(
    resources.flatMap(({ name, path }) => {
      const file = typeof name === 'string' && typeof path === 'string' ? within(folder, path) : null;
      return file === null ? [] : [[String(name), file] as const];
    }),
  );
}

function readPackage(folder: string): Tables {
  const described = packageFiles(folder);
  return new Map(
    Object.entries(FILES).map(([entity, names]) => {
      const candidates = names
        .flatMap(name => [`${name}.csv`, `${name}.csv.gz`])
        .map(name => within(folder, name));
      const file = described.get(entity) ?? candidates.find(one => one !== null);
      return [entity, file ? readCsv(file) : []];
    }),
  );
}

/** Nested services, or null when there is no table of services. `path` is a folder, a datapackage.json in it, or a CSV. */
export function readTables(path: string, mapping: Mapping | null): readonly unknown[] | null {
  if (!existsSync(path)) return null;
  const isFolder = statSync(path).isDirectory();
  const folder = isFolder ? path : dirname(path);
  if (mapping === null) {
    const services = nestTables(readPackage(folder));
    return services.length === 0 ? null : services;
  }
  const read = new Map<string, TableRows>();
  const rowsOf = (name: string | undefined): TableRows => {
    const file = name === undefined ? (isFolder ? null : path) : within(folder, name);
    if (file === null) return [];
    const rows = read.get(file) ?? readCsv(file);
    read.set(file, rows);
    return rows;
  };
  const services = nestTables(mapTables(mapping, rowsOf));
  return services.length === 0 ? null : services;
}
