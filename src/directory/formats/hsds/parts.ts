// Parts of services, places and organisations: hours, costs, documents, places left and the like.
import type { Columns, EntryPart, PartTable } from '../entry.ts';
import {
  ACCESSIBILITY,
  CAPACITY,
  COST_OPTION,
  type Fields,
  FUNDING,
  METADATA,
  type Obj,
  objectsIn,
  PROGRAM,
  REQUIRED_DOCUMENT,
  SCHEDULE,
  SERVICE_AREA,
  take,
  UNIT,
  URL_ROW,
} from './entities.ts';
import { line } from './fields.ts';
import { type Gathering, part, partId } from './gathering.ts';
import type { Owner } from './spoken.ts';

/** `needed`: a row without any of these says nothing, and is told. */
function rowsOf(
  g: Gathering,
  list: unknown,
  path: string,
  spec: {
    readonly table: PartTable;
    readonly fields: Fields;
    readonly owner: Owner;
    readonly needed: readonly string[];
  },
  add: (
    object: Obj,
    row: Columns & { readonly id: string },
    path: string,
  ) => readonly EntryPart[] | null = () => [],
): readonly EntryPart[] {
  return objectsIn(list, path, g.tell).flatMap((object, index) => {
    const at = `${path}[${index}]`;
    const columns = take(spec.fields, object, g.tell, `${at}.`);
    if (!spec.needed.some(field => columns[field] !== undefined)) {
      g.tell(at, 'says-nothing', object);
      return [];
    }
    const row = { id: partId(g, spec.table, object, at), ...spec.owner, ...columns };
    const more = add(object, row, at);
    return more === null ? [] : [part(spec.table, row), ...more];
  });
}

/** Hours; `owner` is a service, a place, or a service at a place. */
export const scheduleRows = (g: Gathering, list: unknown, path: string, owner: Owner): readonly EntryPart[] =>
  rowsOf(g, list, path, {
    table: 'schedules',
    fields: SCHEDULE,
    owner,
    needed: Object.keys(SCHEDULE).filter(field => !['wkst', 'interval', 'count'].includes(field)),
  });

export const areaRows = (g: Gathering, list: unknown, path: string, owner: Owner): readonly EntryPart[] =>
  rowsOf(
    g,
    (Array.isArray(list) ? list : list ? [list] : []).map(one =>
      typeof one === 'string' ? { name: one } : one,
    ),
    path,
    { table: 'areas', fields: SERVICE_AREA, owner, needed: ['name', 'description', 'extent', 'uri'] },
  );

export const accessibilityRows = (
  g: Gathering,
  list: unknown,
  path: string,
  owner: Owner,
): readonly EntryPart[] =>
  rowsOf(g, list, path, {
    table: 'accessibility',
    fields: ACCESSIBILITY,
    owner,
    needed: ['description', 'details', 'url'],
  });

export const fundingRows = (g: Gathering, list: unknown, path: string, owner: Owner): readonly EntryPart[] =>
  rowsOf(g, list, path, { table: 'fundings', fields: FUNDING, owner, needed: ['source'] });

export const urlRows = (g: Gathering, list: unknown, path: string, owner: Owner): readonly EntryPart[] =>
  rowsOf(g, list, path, { table: 'urls', fields: URL_ROW, owner, needed: ['url'] });

export const programRows = (g: Gathering, list: unknown, path: string, owner: Owner): readonly EntryPart[] =>
  rowsOf(g, list, path, { table: 'programs', fields: PROGRAM, owner, needed: ['name'] });

/** What only a service has: costs, documents asked for, places left. */
export function serviceRows(g: Gathering, service: Obj, owner: Owner): readonly EntryPart[] {
  const costs = {
    table: 'costOptions',
    fields: COST_OPTION,
    owner,
    needed: ['option', 'amount', 'amount_description'],
  } as const;
  const papers = {
    table: 'requiredDocuments',
    fields: REQUIRED_DOCUMENT,
    owner,
    needed: ['document'],
  } as const;
  const places = { table: 'capacities', fields: CAPACITY, owner, needed: ['available'] } as const;
  const units: EntryPart[] = [];
  const capacities = rowsOf(g, service.capacities, 'capacities', places, (object, row, at) => {
    const [unit] = rowsOf(g, object.unit, `${at}.unit`, {
      table: 'units',
      fields: UNIT,
      owner: {},
      needed: ['name'],
    });
    if (unit === undefined || row.updated === undefined) {
      g.tell(at, unit === undefined ? 'no-unit' : 'no-date', object);
      return null;
    }
    units.push(unit);
    Object.assign(row, { unit_id: unit.row.id });
    return [];
  });
  return [
    ...units,
    ...capacities,
    ...rowsOf(g, service.cost_options, 'cost_options', costs),
    ...rowsOf(g, service.required_documents, 'required_documents', papers),
  ];
}

/** The source's own log of changes. Who made them is not kept when it is an address of somebody. */
export function metadataRows(
  g: Gathering,
  list: unknown,
  path: string,
  owner: Owner,
  ownerId: string,
): readonly EntryPart[] {
  const all = { table: 'metadata', fields: METADATA, owner, needed: ['last_action_date'] } as const;
  return rowsOf(g, list, path, all, (object, row, at) => {
    const by = line(object.updated_by, `${at}.updated_by`, g.tell);
    Object.assign(row, {
      resource_id: ownerId,
      resource_type: /^[a-z_]{1,40}$/.test(String(row.resource_type)) ? row.resource_type : 'service',
      last_action_type: row.last_action_type ?? 'update',
      field_name: row.field_name ?? '',
      previous_value: row.previous_value ?? '',
      replacement_value: row.replacement_value ?? '',
      updated_by: typeof by === 'string' && !by.includes('@') ? by : '',
    });
    return [];
  });
}
