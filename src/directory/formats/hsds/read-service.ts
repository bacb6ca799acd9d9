// One nested Open Referral service (HSDS 3.x, which ORUK 3.0 is a part of) becomes an entry: everything kept that can be kept.
import { tidyLine } from '../../cleaning/missing.ts';
import {
  type Entry,
  type EntryLocation,
  type EntryPart,
  type Problem,
  quoted,
  type Reading,
  type RecordProblem,
} from '../entry.ts';
import { isObj, type Obj, OURS, OURS_PREFIX, objectsIn, originOf, SERVICE, take } from './entities.ts';
import { line, oneOf } from './fields.ts';
import {
  entityId,
  type Gathering,
  originalIdOf,
  type ReadingContext,
  startGathering,
  vendorFields,
} from './gathering.ts';
import { metadataRows } from './hanging.ts';
import { readOrganization } from './organizations.ts';
import { isVersion1, toVersion3 } from './oruk-1.ts';
import { areaRows, fundingRows, programRows, scheduleRows, serviceRows, urlRows } from './parts.ts';
import { partsAtLocation, readLocation } from './places.ts';
import { contactRows, languageRows, phoneRows } from './spoken.ts';
import { readAttributes } from './terms.ts';

const STATUS = oneOf('active', 'inactive', 'defunct', 'temporarily closed');

/** No status of the standard, and yet plain: nobody must be sent there. */
const ENDED =
  /^\s*(?:archived|closed|closed permanently|permanently closed|deleted|ended|expired|withdrawn)\s*$/i;

const KEYS = new Set([
  ...Object.keys(SERVICE),
  ...Object.keys(OURS).map(field => `${OURS_PREFIX}${field}`),
  ...[
    'id',
    'name',
    'status',
    'organization',
    'organization_id',
    'program',
    'program_id',
    'phones',
    'schedules',
    'service_areas',
  ],
  ...[
    'service_at_locations',
    'languages',
    'funding',
    'cost_options',
    'required_documents',
    'contacts',
    'capacities',
  ],
  ...['additional_urls', 'attributes', 'metadata', 'footbridge_source', 'footbridge_source_last_modified'],
]);

/** Reads what came as a list of services. What is no service is dropped and told; a repeated identifier counts once. */
export function readServices(items: readonly unknown[], context: ReadingContext): Reading {
  const dropped: RecordProblem[] = [];
  const entries = new Map<string, Entry>();
  let merged = 0;
  for (const [index, item] of items.entries()) {
    const drop = (record: string, field: string, reason: string) =>
      dropped.push({ source: context.source.code, record, field, reason, value: quoted(item) });
    const original = isObj(item) ? originalIdOf(item) : null;
    const name = isObj(item) ? line(item.name, 'name', () => {}) : null;
    if (!isObj(item)) drop(`entry ${index + 1}`, 'record', 'not-a-record');
    else if (original === null) drop(`entry ${index + 1}`, 'id', 'no-identifier');
    else if (typeof name !== 'string') drop(original, 'name', 'no-name');
    else if (repeats(entries.get(original), item)) merged += 1;
    else entries.set(original, readService(item, original, name, context));
  }
  return { entries: [...entries.values()], read: items.length, merged, dropped };
}

/** Listed twice under one identifier: the first stays, and is told when the second says something else. */
function repeats(first: Entry | undefined, item: Obj): boolean {
  if (first === undefined) return false;
  if (JSON.stringify(first.raw) !== JSON.stringify(item))
    (first.problems as Problem[]).push({ field: 'id', reason: 'listed-twice', value: quoted(item) });
  return true;
}

function ourColumns(g: Gathering, service: Obj): Record<string, unknown> {
  const unprefixed = Object.fromEntries(
    Object.keys(OURS).map(field => [field, service[`${OURS_PREFIX}${field}`]]),
  );
  return take(OURS, unprefixed, g.tell, OURS_PREFIX);
}

function columnsOf(g: Gathering, service: Obj): Record<string, unknown> {
  const columns = { ...take(SERVICE, service, g.tell), ...ourColumns(g, service) };
  const { minimum_age: least, maximum_age: most } = columns;
  if (typeof least === 'number' && typeof most === 'number' && least > most) {
    g.tell('maximum_age', 'ages-crossed', `${least} ${most}`);
    delete columns.minimum_age;
    delete columns.maximum_age;
  }
  columns.status =
    STATUS(service.status, 'status', g.tell) ?? (ENDED.test(String(service.status)) ? 'inactive' : 'active');
  columns.origin = originOf(service);
  columns.vendor = vendorFields(service, KEYS, g, '');
  return columns;
}

type Places = { readonly locations: readonly EntryLocation[]; readonly parts: readonly EntryPart[] };

function placesOf(g: Gathering, service: Obj, serviceId: string): Places {
  const locations = new Map<string, EntryLocation>();
  const parts: EntryPart[] = [];
  objectsIn(service.service_at_locations, 'service_at_locations', g.tell).forEach((at, index) => {
    const path = `service_at_locations[${index}]`;
    const location = readLocation(g, at, serviceId, path);
    if (location?.hsds === undefined) return;
    const first = locations.get(location.hsds.id) ?? location;
    locations.set(location.hsds.id, first);
    const link = first.hsds?.serviceAtLocation.id ?? location.hsds.serviceAtLocation.id;
    parts.push(...partsAtLocation(g, at, link, serviceId, path));
  });
  return { locations: [...locations.values()], parts };
}

const leftOutOf = (g: Gathering, locations: readonly EntryLocation[]): Entry['leftOut'] => {
  if (inUk(locations)) return null;
  g.tell('service_at_locations', 'outside-uk', '');
  return 'outside-uk';
};

const inUk = (locations: readonly EntryLocation[]): boolean => {
  const countries = locations.flatMap(({ hsds }) => hsds?.addresses.map(address => address.country) ?? []);
  return (
    countries.length === 0 || countries.includes('GB') || locations.some(place => place.latitude !== null)
  );
};

/** Parts of the service itself that nothing else is read from. */
function partsOf(g: Gathering, service: Obj, id: string): readonly EntryPart[] {
  const owner = { service_id: id };
  return [
    ...serviceRows(g, service, owner),
    ...contactRows(g, service.contacts, 'contacts', owner),
    ...phoneRows(g, service.phones, 'phones', owner),
    ...languageRows(g, service.languages, 'languages', owner),
    ...scheduleRows(g, service.schedules, 'schedules', owner),
    ...fundingRows(g, service.funding, 'funding', owner),
    ...urlRows(g, service.additional_urls, 'additional_urls', owner),
    ...metadataRows(g, service.metadata, 'metadata', { entity: 'service', id }),
  ];
}

function readService(item: Obj, original: string, name: string, context: ReadingContext): Entry {
  const g = startGathering(context, original);
  const service = isVersion1(item) ? toVersion3(item) : item;
  const id = entityId('service', context.source.code, original);
  const owner = { service_id: id };
  g.root = owner;
  const organization = readOrganization(g, service, name);
  const columns = columnsOf(g, service);
  const places = placesOf(g, service, id);
  const program = programRows(g, service.program, 'program', { organization_id: organization.hsds?.id });
  const attributes = readAttributes(g, service.attributes, 'attributes', { entity: 'service', id, owner });
  const areas = areaRows(g, service.service_areas, 'service_areas', owner);
  const parts = [...program, ...partsOf(g, service, id), ...areas, ...attributes.parts, ...places.parts];
  const field = (column: string): string | null => (columns[column] as string | undefined) ?? null;
  return {
    originalId: original,
    raw: item,
    organization,
    name: tidyLine(name),
    description: field('description'),
    url: field('url'),
    email: field('email'),
    eligibility: field('eligibility_description'),
    lastModified: field('last_modified'),
    leftOut: leftOutOf(g, places.locations),
    locations: places.locations,
    phones: [],
    areas: areas.flatMap(({ row }) => (typeof row.name === 'string' ? [row.name] : [])),
    kinds: [...new Set(attributes.kinds)],
    words: attributes.words.join(' '),
    problems: g.problems,
    hsds: {
      id,
      columns: { ...columns, program_id: program[0]?.row.id ?? null },
      parts,
      readAs: [...g.readAs].sort().join('\n'),
      unknown: [...g.unknown.values()],
    },
  };
}
