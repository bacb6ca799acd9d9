// Places and organisations of Open Referral records: addresses put right, points that lie in the British Isles, confidential ones marked.
import { findCountry, parsePostcode } from '#kernel';
import { stableId } from '../../identity.ts';
import type { Columns, EntryLocation, EntryOrganization } from '../entry.ts';
import { ADDRESS, IDENTIFIER, isObj, LOCATION, type Obj, ORGANIZATION, objectsIn, take } from './entities.ts';
import { line, number, oneOf, yesOrNo } from './fields.ts';
import { entityId, type Gathering, originalIdOf, partId, vendorFields } from './gathering.ts';
import {
  accessibilityRows,
  areaRows,
  fundingRows,
  metadataRows,
  programRows,
  scheduleRows,
  urlRows,
} from './parts.ts';
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
  if (latitude === 0 && longitude === 0) return NOWHERE;
  if (inUk(latitude, longitude)) return { latitude, longitude };
  const swapped = inUk(longitude, latitude);
  g.tell(`${path}.latitude`, swapped ? 'point-swapped' : 'point-outside-uk', `${latitude} ${longitude}`);
  return swapped ? { latitude: longitude, longitude: latitude } : NOWHERE;
}

const countryOf = (g: Gathering, address: Obj, path: string): string => {
  const written = line(address.country, `${path}.country`, g.tell);
  if (typeof written !== 'string') return 'GB';
  return findCountry(written)?.code ?? written;
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
): (Columns & { id: string })[] {
  return objectsIn(location.addresses, `${path}.addresses`, g.tell).flatMap((object, index) => {
    const at = `${path}.addresses[${index}]`;
    const columns = take(ADDRESS, object, g.tell, `${at}.`);
    const country = countryOf(g, object, at);
    const postal_code = postcodeOf(g, object, country, at);
    const first = columns.address_1 ?? columns.address_2 ?? columns.city ?? postal_code;
    if (first === undefined || first === null) return [];
    return [
      {
        id: partId(g, 'addresses', object, at),
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
    'addresses',
    'contacts',
  ],
  ...['accessibility', 'phones', 'schedules', 'languages', 'attributes', 'metadata'],
]);

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
  const owner = { location_id: id };
  const where = `${path}.location`;
  const addresses = addressesOf(g, nested, id, where);
  const point = pointOf(g, nested, where);
  const columns = {
    ...take(LOCATION, nested, g.tell, `${where}.`),
    location_type: PLACE(nested.location_type, `${where}.location_type`, g.tell) ?? 'physical',
    confidential:
      yesOrNo(nested.footbridge_confidential, `${where}.footbridge_confidential`, g.tell) ?? false,
    vendor: vendorFields(nested, LOCATION_KEYS, g, `${where}.`),
  };
  const parts = [
    ...contactRows(g, nested.contacts, `${where}.contacts`, owner),
    ...phoneRows(g, nested.phones, `${where}.phones`, owner),
    ...languageRows(g, nested.languages, `${where}.languages`, owner),
    ...scheduleRows(g, nested.schedules, `${where}.schedules`, owner),
    ...accessibilityRows(g, nested.accessibility, `${where}.accessibility`, owner),
    ...readAttributes(g, nested.attributes, `${where}.attributes`, { entity: 'location', id, owner }).parts,
    ...metadataRows(g, nested.metadata, `${where}.metadata`, owner, id),
  ];
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
  ];
};

const ORGANIZATION_KEYS = new Set([
  ...Object.keys(ORGANIZATION),
  ...[
    'id',
    'name',
    'url',
    'parent_organization_id',
    'additional_websites',
    'organization_identifiers',
    'funding',
    'contacts',
  ],
  // Its places are told with the services that are there.
  ...['phones', 'programs', 'locations', 'services', 'attributes', 'metadata'],
]);

/** The organisation that runs the service. A record without one is its own: services are never lost for want of it. */
export function readOrganization(g: Gathering, service: Obj, name: string): EntryOrganization {
  const nested = isObj(service.organization) ? service.organization : {};
  const { code } = g.context.source;
  const original = originalIdOf(nested) ?? originalIdOf({ id: service.organization_id });
  const named = line(nested.name, 'organization.name', g.tell) as string | null;
  if (original === null && named === null) g.tell('organization', 'no-organisation', service.organization);
  const originalId = original ?? (named === null ? `of ${g.original}` : `named ${named}`);
  const id = entityId('organization', code, originalId);
  const owner = { organization_id: id };
  const columns = take(
    ORGANIZATION,
    { ...nested, website: nested.website ?? nested.url },
    g.tell,
    'organization.',
  );
  const parent = originalIdOf({ id: nested.parent_organization_id });
  const identifiers = objectsIn(
    nested.organization_identifiers,
    'organization.organization_identifiers',
    g.tell,
  ).flatMap((object, index) => {
    const row = take(IDENTIFIER, object, g.tell, `organization.organization_identifiers[${index}].`);
    return row.identifier === undefined
      ? []
      : [
          {
            scheme: String(row.identifier_scheme ?? ''),
            type: String(row.identifier_type ?? row.identifier_scheme ?? 'identifier'),
            identifier: String(row.identifier),
          },
        ];
  });
  const parts = [
    ...programRows(g, nested.programs, 'organization.programs', owner),
    ...contactRows(g, nested.contacts, 'organization.contacts', owner),
    ...phoneRows(g, nested.phones, 'organization.phones', owner),
    ...fundingRows(g, nested.funding, 'organization.funding', owner),
    ...urlRows(g, nested.additional_websites, 'organization.additional_websites', owner),
    ...readAttributes(g, nested.attributes, 'organization.attributes', { entity: 'organization', id, owner })
      .parts,
    ...metadataRows(g, nested.metadata, 'organization.metadata', owner, id),
  ];
  const vendor = vendorFields(nested, ORGANIZATION_KEYS, g, 'organization.');
  return {
    originalId,
    name: named ?? name,
    website: (columns.website as string | undefined) ?? null,
    identifiers,
    hsds: {
      id,
      columns: { ...columns, vendor },
      parts,
      parentId: parent === null ? null : entityId('organization', code, parent),
      thin: Object.keys(columns).length === 0 && parts.length === 0 && identifiers.length === 0,
    },
  };
}
