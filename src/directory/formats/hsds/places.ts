// Places of Open Referral records: addresses put right, points that lie in the British Isles, confidential ones marked.
import { findCountry, parsePostcode } from '#kernel';
import { stableId } from '../../identity.ts';
import type { Columns, EntryLocation, EntryPart } from '../entry.ts';
import { ADDRESS, isObj, LOCATION, type Obj, objectsIn, take } from './entities.ts';
import { line, number, oneOf, yesOrNo } from './fields.ts';
import { entityId, type Gathering, originalIdOf, partId, vendorFields } from './gathering.ts';
import { hangingOn, metadataRows, withRoot } from './hanging.ts';
import { accessibilityRows, areaRows, scheduleRows } from './parts.ts';
import { contactRows, languageRows, phoneRows } from './spoken.ts';
import { readAttributes } from './terms.ts';

const PLACE = oneOf('physical', 'postal', 'virtual');
const WITHIN = { south: 49, north: 61.5, west: -9, east: 2.5 } as const;
type Point = { readonly latitude: number | null; readonly longitude: number | null };
const NOWHERE: Point = { latitude: null, longitude: null };

const inUk = (latitude: number, longitude: number): boolean =>
  latitude > WITHIN.south && latitude < WITHIN.north && longitude > WITHIN.west && longitude < WITHIN.east;

function pointOf(g: Gathering, location: Obj, path: string): Point {
  const { latitude: north, longitude: east } = location;
  const latitude = number(-180, 180)(north, `${path}.latitude`, g.tell);
  const longitude = number(-180, 180)(east, `${path}.longitude`, g.tell);
  if (typeof latitude !== 'number' || typeof longitude !== 'number') return NOWHERE;
  if (latitude === 0 && longitude === 0) {
    g.tell(`${path}.latitude`, 'placeholder', '0 0');
    return NOWHERE;
  }
  if (inUk(latitude, longitude)) return { latitude, longitude };
  const swapped = inUk(longitude, latitude);
  g.tell(`${path}.latitude`, swapped ? 'point-swapped' : 'point-outside-uk', `${latitude} ${longitude}`);
  return swapped ? { latitude: longitude, longitude: latitude } : NOWHERE;
}

const countryOf = (g: Gathering, address: Obj, path: string): string => {
  const written = line(address.country, `${path}.country`, g.tell);
  if (typeof written !== 'string') return 'GB';
  // 'GBR' and 'GB-ENG' are other codes of ISO 3166; 'Cymru' and 'United Kingdom of …' other names.
  const known = findCountry(written)?.code ?? (/^(?:gb|united kingdom|cymru\b)/i.test(written) ? 'GB' : null);
  if (known !== null) return known;
  // "Yorkshire" hides no service: only a country that is known to be another one does.
  g.tell(`${path}.country`, 'unknown-country', written);
  return 'GB';
};

function postcodeOf(g: Gathering, address: Obj, country: string, path: string): string | null {
  const written = line(address.postal_code, `${path}.postal_code`, g.tell);
  if (typeof written !== 'string') return null;
  const parsed = parsePostcode(written);
  if (parsed.ok) return parsed.value;
  if (country !== 'GB') return written.slice(0, 20);
  g.tell(`${path}.postal_code`, parsed.reason, written);
  return null;
}

function addressesOf(
  g: Gathering,
  location: Obj,
  locationId: string,
  path: string,
  hanging: EntryPart[],
): (Columns & { id: string })[] {
  return objectsIn(location.addresses, `${path}.addresses`, g.tell).flatMap((object, index) => {
    const at = `${path}.addresses[${index}]`;
    const columns = take(ADDRESS, object, g.tell, `${at}.`);
    const country = countryOf(g, object, at);
    const postal_code = postcodeOf(g, object, country, at);
    const first = columns.address_1 ?? columns.address_2 ?? columns.city ?? postal_code;
    if (first === undefined || first === null) {
      g.tell(at, 'says-nothing', object);
      return [];
    }
    const id = partId(g, 'addresses', object, at);
    hanging.push(...hangingOn(g, object, at, 'address', id));
    return [
      {
        id,
        location_id: locationId,
        ...columns,
        address_1: first,
        city: columns.city === first ? null : columns.city,
        postal_code,
        country,
        address_type: PLACE(object.address_type, `${at}.address_type`, g.tell) ?? 'physical',
      },
    ];
  });
}

const LOCATION_KEYS = new Set([
  ...Object.keys(LOCATION),
  ...[
    'id',
    'location_type',
    'latitude',
    'longitude',
    'organization_id',
    'footbridge_confidential',
    'footbridge_area',
    'addresses',
    'contacts',
  ],
  ...['accessibility', 'phones', 'schedules', 'languages', 'attributes', 'metadata'],
]);

function saysOfLocation(g: Gathering, nested: Obj, id: string, where: string) {
  const owner = { location_id: id };
  const columns = {
    ...take(LOCATION, nested, g.tell, `${where}.`),
    location_type: PLACE(nested.location_type, `${where}.location_type`, g.tell) ?? 'physical',
    confidential:
      yesOrNo(nested.footbridge_confidential, `${where}.footbridge_confidential`, g.tell) ?? false,
    area: line(nested.footbridge_area, `${where}.footbridge_area`, g.tell),
    vendor: vendorFields(nested, LOCATION_KEYS, g, `${where}.`),
  };
  const parts = [
    ...contactRows(g, nested.contacts, `${where}.contacts`, owner),
    ...phoneRows(g, nested.phones, `${where}.phones`, owner),
    ...languageRows(g, nested.languages, `${where}.languages`, owner),
    ...scheduleRows(g, nested.schedules, `${where}.schedules`, owner),
    ...accessibilityRows(g, nested.accessibility, `${where}.accessibility`, owner),
    ...readAttributes(g, nested.attributes, `${where}.attributes`, { entity: 'location', id, owner }).parts,
    ...metadataRows(g, nested.metadata, `${where}.metadata`, { entity: 'location', id }),
  ];
  return { columns, parts };
}

/** With its addresses and what hangs on them; whose it is is joined later. */
function wholeLocation(g: Gathering, nested: Obj, id: string, where: string) {
  const owner = originalIdOf({ id: nested.organization_id });
  if (owner !== null)
    g.context.links.locations.set(id, entityId('organization', g.context.source.code, owner));
  const hanging: EntryPart[] = [];
  const addresses = addressesOf(g, nested, id, where, hanging);
  const { columns, parts } = saysOfLocation(g, nested, id, where);
  return { addresses, columns, parts: [...parts, ...hanging] };
}

/** A place with what the service has there; null when the record says nothing of a place. */
export function readLocation(g: Gathering, at: Obj, serviceId: string, path: string): EntryLocation | null {
  const nested = isObj(at.location) ? at.location : null;
  const original = nested === null ? null : (originalIdOf(nested) ?? originalIdOf({ id: at.location_id }));
  if (nested === null || Object.keys(nested).length === 0) {
    g.tell(path, 'no-location', at);
    return null;
  }
  const { code } = g.context.source;
  const originalId = original ?? `${g.original} ${path}`;
  const id = entityId('location', code, originalId);
  const where = `${path}.location`;
  const { addresses, columns, parts } = withRoot(g, { location_id: id }, () =>
    wholeLocation(g, nested, id, where),
  );
  const point = pointOf(g, nested, where);
  const own = originalIdOf(at);
  const link =
    own === null
      ? stableId('service-at-location', code, `${g.original} ${originalId}`)
      : entityId('service-at-location', code, own);
  return {
    originalId,
    name: (line(nested.name, `${where}.name`, () => {}) as string | null) ?? null,
    ...point,
    address: null,
    hsds: {
      id,
      columns,
      addresses,
      parts,
      serviceAtLocation: {
        id: link,
        service_id: serviceId,
        location_id: id,
        description: line(at.description, `${path}.description`, g.tell),
      },
    },
  };
}

/** Hours, phones and areas of the service at that place; they go with the service. */
export const partsAtLocation = (g: Gathering, at: Obj, id: string, serviceId: string, path: string) => {
  const owner = { service_at_location_id: id };
  return [
    ...contactRows(g, at.contacts, `${path}.contacts`, owner),
    ...phoneRows(g, at.phones, `${path}.phones`, owner),
    ...scheduleRows(g, at.schedules, `${path}.schedules`, owner),
    ...areaRows(g, at.service_areas, `${path}.service_areas`, owner),
    ...readAttributes(g, at.attributes, `${path}.attributes`, {
      entity: 'service_at_location',
      id,
      owner: { service_id: serviceId },
    }).parts,
    ...metadataRows(g, at.metadata, `${path}.metadata`, { entity: 'service_at_location', id }),
  ];
};
