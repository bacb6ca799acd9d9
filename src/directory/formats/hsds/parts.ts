// Parts of services, places and organisations: hours, costs, documents, places left and the like.
import type { Columns, EntryPart, PartTable } from '../entry.ts';
import {
  ACCESSIBILITY,
  CAPACITY,
  COST_OPTION,
  type Fields,
  FUNDING,
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
import { type Gathering, type Owner, part, partId } from './gathering.ts';
import { hangingOn } from './hanging.ts';

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
    /** Its HSDS name: what hangs on it is kept. */
    readonly entity: string;
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
    return more === null
      ? []
      : [part(spec.table, row), ...more, ...hangingOn(g, object, at, spec.entity, row.id)];
  });
}

/** Hours; `owner` is a service, a place, or a service at a place. */
export const scheduleRows = (g: Gathering, list: unknown, path: string, owner: Owner): readonly EntryPart[] =>
  rowsOf(g, list, path, {
    table: 'schedules',
    entity: 'schedule',
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
    {
      table: 'areas',
      entity: 'service_area',
      fields: SERVICE_AREA,
      owner,
      needed: ['name', 'description', 'extent', 'uri'],
    },
  );

export const accessibilityRows = (
  g: Gathering,
  list: unknown,
  path: string,
  owner: Owner,
): readonly EntryPart[] =>
  rowsOf(g, list, path, {
    table: 'accessibility',
    entity: 'accessibility',
    fields: ACCESSIBILITY,
    owner,
    needed: ['description', 'details', 'url'],
  });

export const fundingRows = (g: Gathering, list: unknown, path: string, owner: Owner): readonly EntryPart[] =>
  rowsOf(g, list, path, { table: 'fundings', entity: 'funding', fields: FUNDING, owner, needed: ['source'] });

export const urlRows = (g: Gathering, list: unknown, path: string, owner: Owner): readonly EntryPart[] =>
  rowsOf(g, list, path, { table: 'urls', entity: 'url', fields: URL_ROW, owner, needed: ['url'] });

export const programRows = (g: Gathering, list: unknown, path: string, owner: Owner): readonly EntryPart[] =>
  rowsOf(g, list, path, { table: 'programs', entity: 'program', fields: PROGRAM, owner, needed: ['name'] });

/** What only a service has: costs, documents asked for, places left. */
export const serviceRows = (g: Gathering, service: Obj, owner: Owner): readonly EntryPart[] => [
  ...capacityRows(g, service.capacities, owner),
  ...rowsOf(g, service.cost_options, 'cost_options', {
    table: 'costOptions',
    entity: 'cost_option',
    fields: COST_OPTION,
    owner,
    needed: ['option', 'amount', 'amount_description'],
  }),
  ...rowsOf(g, service.required_documents, 'required_documents', {
    table: 'requiredDocuments',
    entity: 'required_document',
    fields: REQUIRED_DOCUMENT,
    owner,
    needed: ['document'],
  }),
];

/** Of what there are places, and as of when, or they say nothing. */
function capacityRows(g: Gathering, list: unknown, owner: Owner): readonly EntryPart[] {
  const places = {
    table: 'capacities',
    entity: 'service_capacity',
    fields: CAPACITY,
    owner,
    needed: ['available'],
  } as const;
  const unitOf = { table: 'units', entity: 'unit', fields: UNIT, owner: {}, needed: ['name'] } as const;
  const units: EntryPart[] = [];
  const capacities = rowsOf(g, list, 'capacities', places, (object, row, at) => {
    const [unit] = rowsOf(g, object.unit, `${at}.unit`, unitOf);
    if (unit === undefined || row.updated === undefined) {
      g.tell(at, unit === undefined ? 'no-unit' : 'no-date', object);
      return null;
    }
    units.push(unit);
    Object.assign(row, { unit_id: unit.row.id });
    return [];
  });
  return [...units, ...capacities];
}
