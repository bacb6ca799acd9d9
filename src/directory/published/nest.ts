// Puts parts where HSDS has them: under their service, place or organisation, without what never leaves.
import type { Parts } from './parts.ts';
import { changesOf, contactOf } from './people.ts';
import { groupBy, type PublishedRecord, type RowsById, textOf } from './record.ts';
import type { Withheld } from './withheld.ts';

/** What attributes may hang on. */
type Tagged = Exclude<keyof Parts, 'attributes' | 'metadata'>;

/** Parts by whose they are, grouped once for a page. */
export type Grouped = {
  of(kind: Tagged, column: string, id: unknown): readonly PublishedRecord[];
  rows(kind: keyof Parts, column: string, id: unknown): readonly PublishedRecord[];
  attributes(id: unknown): readonly PublishedRecord[];
};

const NONE: readonly PublishedRecord[] = [];

export function groupParts(parts: Parts): Grouped {
  const groups = new Map<string, RowsById>();
  const rows: Grouped['rows'] = (kind, column, id) => {
    const key = `${kind} ${column}`;
    const group = groups.get(key) ?? groupBy(parts[kind], column);
    groups.set(key, group);
    return group.get(id) ?? NONE;
  };
  const attributes = (id: unknown) => rows('attributes', 'link_id', id);
  const tagged = (row: PublishedRecord): PublishedRecord => ({ ...row, attributes: attributes(row.id) });
  const phonesOf = (column: string, id: unknown) =>
    rows('phones', column, id).map(phone => ({
      ...tagged(phone),
      languages: rows('languages', 'phone_id', phone.id),
    }));
  const ofContact = (id: unknown) => phonesOf('contact_id', id);
  return {
    rows,
    attributes,
    of: (kind, column, id) => {
      if (kind === 'phones') return phonesOf(column, id);
      if (kind === 'contacts')
        return rows(kind, column, id)
          .map(contact => contactOf(tagged(contact), ofContact))
          .filter(contact => contact !== null);
      return rows(kind, column, id).map(tagged);
    },
  };
}

const PHYSICAL = 'physical';

/** Of a confidential place only that there is one, and its area. */
export function locationOf(row: PublishedRecord, parts: Grouped, withheld: Withheld): PublishedRecord {
  const { id } = row;
  if (withheld.has(id))
    return {
      id,
      location_type: row.location_type ?? PHYSICAL,
      confidential: true,
      area: withheld.areaOf(id) ?? row.area,
    };
  return {
    ...row,
    confidential: null,
    // `attention` of an address is somebody's name.
    area: null,
    addresses: parts.of('addresses', 'location_id', id).map(address => ({ ...address, attention: null })),
    accessibility: parts.of('accessibility', 'location_id', id),
    languages: parts.of('languages', 'location_id', id),
    phones: parts.of('phones', 'location_id', id),
    contacts: parts.of('contacts', 'location_id', id),
    schedules: parts
      .of('schedules', 'location_id', id)
      .filter(({ service_id, service_at_location_id }) => !service_id && !service_at_location_id),
    attributes: parts.attributes(id),
  };
}

/** The service at one place, without the service. */
export function atLocation(
  row: PublishedRecord,
  location: PublishedRecord,
  parts: Grouped,
  withheld: Withheld,
): PublishedRecord {
  const { id } = row;
  const schedules = parts
    .of('schedules', 'service_at_location_id', id)
    .filter(({ service_id }) => !service_id);
  const hidden = withheld.has(row.location_id);
  return {
    ...row,
    description: hidden ? null : row.description,
    location,
    phones: hidden ? NONE : parts.of('phones', 'service_at_location_id', id),
    contacts: hidden ? NONE : parts.of('contacts', 'service_at_location_id', id),
    service_areas: hidden ? NONE : parts.of('areas', 'service_at_location_id', id),
    schedules: hidden ? schedules.map(bareSchedule) : schedules,
    attributes: hidden ? NONE : parts.attributes(id),
  };
}

/** Days and hours only: a link or a remark could lead to the place. */
export const bareSchedule = (schedule: PublishedRecord): PublishedRecord => ({
  ...schedule,
  schedule_link: null,
  description: null,
  notes: null,
});

export function organizationOf(row: PublishedRecord, parts: Grouped): PublishedRecord {
  const { id } = row;
  return {
    ...row,
    organization_identifiers: parts.of('identifiers', 'organization_id', id),
    funding: parts.of('fundings', 'organization_id', id),
    phones: parts.of('phones', 'organization_id', id),
    contacts: parts.of('contacts', 'organization_id', id),
    programs: parts.of('programs', 'organization_id', id),
    additional_websites: parts.of('urls', 'organization_id', id),
    attributes: parts.attributes(id),
    metadata: changesOf(parts.rows('metadata', 'organization_id', id), publisherOf(row)),
  };
}

export const publisherOf = ({ source }: PublishedRecord): string =>
  textOf((source as PublishedRecord | null)?.publisher) || 'its source';
