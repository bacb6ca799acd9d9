// Open Referral UK 1.0, which some councils still serve, put into the shape of 3.0.
import { isObj, type Obj } from './entities.ts';

const SIGNS = [
  'regular_schedules',
  'holiday_schedules',
  'eligibilitys',
  'service_taxonomys',
  'fundings',
  'attending_access',
  'attending_type',
  'deliverable_type',
  'reviews',
] as const;

/** Known by field names that only 1.0 has, in the service or in the places it is at. */
export const isVersion1 = (service: Obj): boolean =>
  SIGNS.some(field => field in service) ||
  list(service.service_at_locations).some(
    at =>
      'regular_schedule' in at ||
      'regular_schedules' in at ||
      (isObj(at.location) && 'physical_addresses' in at.location),
  );

const list = (value: unknown): readonly Obj[] =>
  Array.isArray(value) ? value.filter(isObj) : isObj(value) ? [value] : [];

const REMOTE: ReadonlyMap<string, string> = new Map(
  Object.entries<string>({
    phone: 'phone',
    online: 'online',
    venue: 'in_person',
    'home visit': 'in_person',
  }),
);

/** Which taxonomy a term of 1.0 is of stands in `vocabulary`. */
const attributeOf = (link: Obj): Obj => {
  const term = isObj(link.taxonomy) ? link.taxonomy : {};
  const { vocabulary, ...rest } = term;
  return { id: link.id, taxonomy_term: { ...rest, taxonomy: vocabulary ?? 'terms' } };
};

const scheduleOf = (schedule: Obj): Obj => {
  const { weekday, byday, freq, ...rest } = schedule;
  const days = byday ?? weekday;
  return { ...rest, byday: days, freq: freq ?? (days ? 'WEEKLY' : null) };
};

/** A holiday with hours is a schedule of a few days; one without says that it is closed. */
const holidayOf = (holiday: Obj): Obj => {
  const closed = holiday.closed === true || String(holiday.closed).toLowerCase() === 'true';
  return {
    id: holiday.id,
    valid_from: holiday.start_date,
    valid_to: holiday.end_date,
    opens_at: closed ? null : (holiday.opens_at ?? holiday.open_at),
    closes_at: closed ? null : holiday.closes_at,
    description: closed ? 'Closed' : null,
  };
};

const schedulesOf = (thing: Obj): readonly Obj[] => [
  ...list(thing.schedules),
  ...[...list(thing.regular_schedules), ...list(thing.regular_schedule)].map(scheduleOf),
  ...[...list(thing.holiday_schedules), ...list(thing.holiday_schedule)].map(holidayOf),
];

const phoneOf = (phone: Obj): Obj => {
  const { language, ...rest } = phone;
  return { ...rest, languages: phone.languages ?? (language ? [language] : null) };
};

const contactOf = (contact: Obj): Obj => ({ ...contact, phones: list(contact.phones).map(phoneOf) });

function locationOf(location: Obj): Obj {
  const {
    physical_addresses: physical,
    postal_addresses: postal,
    accessibility_for_disabilities: access,
    ...rest
  } = location;
  return {
    ...rest,
    location_type: location.location_type ?? 'physical',
    addresses: [
      ...list(location.addresses),
      ...list(physical).map(address => ({ ...address, address_type: 'physical' })),
      ...list(postal).map(address => ({ ...address, address_type: 'postal' })),
    ],
    accessibility: [
      ...list(location.accessibility),
      ...list(access).map(one => ({ ...one, description: one.description ?? one.accessibility })),
    ],
  };
}

const placeOf = (at: Obj): Obj => ({
  id: at.id,
  location_id: at.location_id,
  description: at.description,
  contacts: list(at.contacts).map(contactOf),
  phones: list(at.phones).map(phoneOf),
  schedules: schedulesOf(at),
  location: isObj(at.location) ? locationOf(at.location) : at.location,
});

const known = (ages: readonly number[]): number[] => ages.filter(age => Number.isFinite(age) && age > 0);

/** Several rules of who may come: the widest ages, and the words of all. */
function eligibilityOf(rules: readonly Obj[]): Obj {
  const least = rules.map(rule => Number(rule.minimum_age));
  const most = known(rules.map(rule => Number(rule.maximum_age)));
  const words = rules.flatMap(rule => (typeof rule.eligibility === 'string' ? [rule.eligibility] : []));
  return {
    // One rule without a lowest age means there is none.
    minimum_age: known(least).length === rules.length && rules.length > 0 ? Math.min(...least) : null,
    maximum_age: most.length === rules.length && rules.length > 0 ? Math.max(...most) : null,
    eligibility_description: [...new Set(words)].join('\n') || null,
  };
}

export function toVersion3(service: Obj): Obj {
  const {
    regular_schedules: _regular,
    holiday_schedules: _holiday,
    eligibilitys: rules,
    service_taxonomys: terms,
    fundings,
    ...rest
  } = service;
  const eligibility = eligibilityOf(list(rules));
  const remote = REMOTE.get(String(service.attending_type));
  return {
    ...Object.fromEntries(Object.entries(eligibility).filter(([, value]) => value !== null)),
    ...rest,
    ...(remote && !('footbridge_remote' in service) ? { footbridge_remote: [remote] } : {}),
    schedules: schedulesOf(service),
    funding: [...list(service.funding), ...list(fundings)],
    contacts: list(service.contacts).map(contactOf),
    languages: list(service.languages).map(one => ({ ...one, name: one.name ?? one.language })),
    service_areas: list(service.service_areas).map(area => ({
      ...area,
      name: area.name ?? area.service_area,
    })),
    service_at_locations: list(service.service_at_locations).map(placeOf),
    attributes: [
      ...list(service.attributes),
      ...list(terms).map(attributeOf),
      ...list(rules).flatMap(rule =>
        list(rule.taxonomys).map(term => attributeOf({ id: term.id, taxonomy: term })),
      ),
    ],
  };
}
