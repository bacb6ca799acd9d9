// Entries for the tests of the published directory: one with everything, a refuge, its unmarked twin, and some that must not be shown.
import { sql } from 'kysely';
import { ACTORS, type TestDatabase } from '../../../test/testing.ts';

const id = (tail: number): string => `0a000000-0000-4000-8000-${String(tail).padStart(12, '0')}`;

export const IDS = {
  source: id(1),
  otherSource: id(2),
  college: id(10),
  council: id(11),
  walkers: id(12),
  refugeOrganization: id(13),
  otherPublisher: id(14),
  idle: id(15),
  esol: id(20),
  walking: id(21),
  refuge: id(22),
  twin: id(23),
  internal: id(24),
  replaced: id(25),
  ended: id(26),
  outreach: id(27),
  hall: id(30),
  park: id(31),
  house: id(32),
  houseAgain: id(33),
  esolAtHall: id(40),
  walkingAtPark: id(41),
  refugeAtHouse: id(42),
  twinAtHouse: id(43),
  taxonomy: id(50),
  parentTerm: id(51),
  childTerm: id(52),
  otherTerm: id(53),
  program: id(60),
  namedContact: id(61),
  desk: id(62),
  phone: id(63),
} as const;

/** None of these may be in any answer, however it is written there. */
export const NEVER = [
  'Rosehill',
  '27 Rosehill Avenue',
  'Rosehill%20Avenue',
  'LS7 4QX',
  'LS74QX',
  'LS7%204QX',
  '53.8211',
  '-1.5312',
  '960777',
  '960 777',
  '0777',
  'The Old Vicarage',
  '10012345678',
  'Ann Persona',
  'ann.persona@',
  '960444',
  'Priya Assurer',
  'priya.assurer@',
  'Attn. Martha',
  'internal note',
  'Not for the public',
] as const;

const service = (columns: Readonly<Record<string, unknown>>) =>
  insert('directory_services', {
    source_id: IDS.source,
    original_id: columns.id,
    name_folded: 'x',
    search: '',
    ...columns,
  });

const RAW = Symbol('raw');
const vector = (text: string) => ({ [RAW]: sql`${text}::tsvector` });

function insert(table: string, columns: Readonly<Record<string, unknown>>) {
  const values = Object.values(columns).map(value =>
    value !== null && typeof value === 'object' && RAW in value
      ? (value as { [RAW]: ReturnType<typeof sql> })[RAW]
      : sql`${value}`,
  );
  const names = Object.keys(columns).map(name => sql.ref(name));
  return sql`insert into ${sql.table(table)} (${sql.join(names)}) values (${sql.join(values)})`;
}

const organization = (columns: Readonly<Record<string, unknown>>) =>
  insert('directory_organizations', { source_id: IDS.source, original_id: columns.id, ...columns });
const location = (columns: Readonly<Record<string, unknown>>) =>
  insert('directory_locations', { source_id: IDS.source, original_id: columns.id, ...columns });

const source = (columns: Readonly<Record<string, unknown>>) =>
  insert('directory_sources', {
    name: 'Leeds services',
    publisher: 'Leeds Open Data',
    url: 'https://services.example.org/',
    licence: 'Open Government Licence v3.0',
    licence_url: 'https://www.nationalarchives.gov.uk/doc/open-government-licence/version/3/',
    attribution: 'Leeds Open Data, under the Open Government Licence',
    as_of: '2026-03-01',
    ...columns,
  });

const SOURCES = [
  source({ id: IDS.source, code: 'leeds' }),
  source({ id: IDS.otherSource, code: 'second', name: 'Second feed' }),
];

const ORGANIZATIONS = [
  organization({ id: IDS.council, name: 'Example Council', website: 'not a url' }),
  organization({
    id: IDS.college,
    name: 'Example College',
    description: 'Teaches adults.',
    email: 'hello@college.example.org',
    website: 'https://college.example.org/é t',
    year_incorporated: 1999,
    parent_organization_id: IDS.council,
    vendor: JSON.stringify({ note: 'internal note' }),
  }),
  organization({ id: IDS.walkers, name: 'Walkers of York' }),
  organization({
    id: IDS.refugeOrganization,
    name: 'Safe Homes',
    description: 'We run a house at 27 Rosehill Avenue, Leeds ls7  4qx. Ring 0113 496 0777.',
  }),
  organization({ id: IDS.otherPublisher, source_id: IDS.otherSource, name: 'Safe Homes Leeds' }),
  organization({ id: IDS.idle, name: 'Provides nothing here' }),
  insert('directory_organization_identifiers', {
    id: id(70),
    organization_id: IDS.college,
    identifier_scheme: 'GB-CHC',
    identifier_type: 'Charity',
    identifier: '1234567',
  }),
  insert('directory_programs', { id: IDS.program, organization_id: IDS.college, name: 'Learning' }),
  insert('directory_urls', {
    id: id(71),
    organization_id: IDS.college,
    label: 'Courses',
    url: 'https://college.example.org/c',
  }),
];

const TERMS = [
  insert('directory_taxonomies', {
    id: IDS.taxonomy,
    source_id: IDS.source,
    name: 'Kinds',
    description: 'Kinds of help',
  }),
  insert('directory_taxonomy_terms', {
    id: IDS.parentTerm,
    source_id: IDS.source,
    taxonomy: 'Kinds',
    taxonomy_id: IDS.taxonomy,
    code: 'learn',
    name: 'Learning',
  }),
  insert('directory_taxonomy_terms', {
    id: IDS.childTerm,
    source_id: IDS.source,
    taxonomy: 'Kinds',
    taxonomy_id: IDS.taxonomy,
    code: 'esol',
    name: 'English',
    parent_id: IDS.parentTerm,
    term_uri: 'https://terms.example.org/esol',
  }),
  insert('directory_taxonomy_terms', {
    id: IDS.otherTerm,
    taxonomy: 'Nameless list',
    code: 'walk',
    name: 'Walking',
  }),
];

const SERVICES = [
  service({
    id: IDS.esol,
    organization_id: IDS.college,
    program_id: IDS.program,
    name: 'English classes',
    description: 'Small groups.',
    url: 'https://college.example.org/esol',
    email: 'esol@college.example.org',
    interpretation_services: 'Tigrinya by phone',
    eligibility_description: 'Adults',
    minimum_age: 16,
    maximum_age: 25,
    assured_date: '2026-02-01',
    assurer_email: 'priya.assurer@college.example.org',
    last_modified: '2020-01-01T00:00:00Z',
    attending_sex: 'women',
    creche: true,
    remote: ['in_person', 'video'],
    stages: ['arrival', 'awaiting_decision'],
    vendor: JSON.stringify({ secret: 'Not for the public' }),
    search: vector("'english':1A 'classes':2A 'leeds':3B"),
  }),
  service({
    id: IDS.walking,
    organization_id: IDS.walkers,
    name: 'Walking group',
    minimum_age: 60,
    search: vector("'walking':1A 'group':2A 'york':3B"),
  }),
  service({
    id: IDS.refuge,
    organization_id: IDS.refugeOrganization,
    name: 'Refuge for women',
    description:
      'Come to 27, Rosehill Avenue (LS74QX), or https://maps.example.org/?q=53.82113,-1.53121 any day.',
    alert: 'Moved from 27 ROSEHILL AVENUE.',
    url: 'https://maps.example.org/27%20Rosehill%20Avenue',
    search: vector("'refuge':1A 'women':2A 'rosehill':3B 'ls7':4B '4qx':5B"),
  }),
  service({
    id: IDS.outreach,
    organization_id: IDS.refugeOrganization,
    name: 'Outreach',
    description: 'Starts from Rosehill Avenue 27? No: from 27 Rosehill Avenue.',
    search: vector("'outreach':1A"),
  }),
  service({
    id: IDS.twin,
    source_id: IDS.otherSource,
    organization_id: IDS.otherPublisher,
    name: 'Women’s house',
    search: vector("'house':1A 'rosehill':2B"),
  }),
  service({ id: IDS.internal, organization_id: IDS.college, name: 'For our staff', left_out: 'internal' }),
  service({ id: IDS.replaced, organization_id: IDS.college, name: 'English lessons', replaced_by: IDS.esol }),
  service({ id: IDS.ended, organization_id: IDS.college, name: 'Closed course', status: 'defunct' }),
];

const PLACES = [
  location({
    id: IDS.hall,
    name: 'Example Hall',
    latitude: 53.8,
    longitude: -1.55,
    organization_id: IDS.college,
  }),
  location({ id: IDS.park, name: 'Park', latitude: 53.96, longitude: -1.08 }),
  location({
    id: IDS.house,
    name: 'The Old Vicarage',
    description: 'Behind Rosehill church',
    transportation: 'Bus to Rosehill Avenue',
    latitude: 53.8211345,
    longitude: -1.5312045,
    external_identifier: '10012345678',
    external_identifier_type: 'UPRN',
    confidential: true,
    organization_id: IDS.refugeOrganization,
  }),
  location({
    id: IDS.houseAgain,
    source_id: IDS.otherSource,
    name: 'The Old Vicarage',
    latitude: 53.82119,
    longitude: -1.53129,
  }),
  address({
    id: id(80),
    location_id: IDS.hall,
    address_1: '1 High Street',
    city: 'Leeds',
    postal_code: 'LS1 1AA',
    attention: 'Attn. Martha',
  }),
  address({ id: id(81), location_id: IDS.park, address_1: 'Gate 3', postal_code: 'YO1 7HH' }),
  address({
    id: id(82),
    location_id: IDS.house,
    address_1: '27 Rosehill Avenue',
    city: 'Leeds',
    postal_code: 'LS7 4QX',
  }),
  address({
    id: id(83),
    location_id: IDS.houseAgain,
    address_1: '27, ROSEHILL Avenue',
    postal_code: 'LS7 4QX',
  }),
  insert('directory_accessibility', { id: id(84), location_id: IDS.hall, description: 'A ramp' }),
  insert('directory_accessibility', {
    id: id(85),
    location_id: IDS.house,
    description: 'Steps from Rosehill Avenue',
  }),
  at(IDS.esolAtHall, IDS.esol, IDS.hall),
  at(IDS.walkingAtPark, IDS.walking, IDS.park),
  insert('directory_service_at_locations', {
    id: IDS.refugeAtHouse,
    service_id: IDS.refuge,
    location_id: IDS.house,
    description: 'Ring at The Old Vicarage',
  }),
  at(IDS.twinAtHouse, IDS.twin, IDS.houseAgain),
];

function at(key: string, serviceId: string, locationId: string) {
  return insert('directory_service_at_locations', {
    id: key,
    service_id: serviceId,
    location_id: locationId,
  });
}
function address(columns: Readonly<Record<string, unknown>>) {
  return insert('directory_addresses', columns);
}

const PARTS = [
  insert('directory_contacts', {
    id: IDS.namedContact,
    service_id: IDS.esol,
    name: 'Ann Persona',
    title: 'Head',
    email: 'ann.persona@college.example.org',
  }),
  insert('directory_contacts', {
    id: IDS.desk,
    service_id: IDS.esol,
    department: 'Front desk',
    email: 'desk@college.example.org',
  }),
  insert('directory_phones', {
    id: IDS.phone,
    service_id: IDS.esol,
    number: '0113 496 0001',
    extension: '12',
  }),
  insert('directory_phones', { id: id(90), contact_id: IDS.namedContact, number: '0113 496 0444' }),
  insert('directory_phones', { id: id(91), location_id: IDS.house, number: '0113 496 0777' }),
  insert('directory_phones', { id: id(92), service_id: IDS.refuge, number: '+44 113 4960 777' }),
  insert('directory_phones', { id: id(93), service_id: IDS.refuge, number: '0800 123 4567' }),
  insert('directory_languages', {
    id: id(94),
    service_id: IDS.esol,
    name: 'Tigrinya',
    code: 'ti',
    by_interpreter: true,
  }),
  insert('directory_languages', { id: id(95), phone_id: IDS.phone, name: 'Arabic', code: 'ar' }),
  schedule({
    id: id(100),
    service_at_location_id: IDS.esolAtHall,
    byday: 'MO,WE',
    opens_at: '10:00',
    closes_at: '12:00',
    timezone: 'Europe/London',
  }),
  schedule({ id: id(101), service_id: IDS.walking, byday: 'TU', opens_at: '14:00', closes_at: '16:00' }),
  schedule({
    id: id(102),
    service_id: IDS.walking,
    byday: 'FR',
    opens_at: '09:00',
    closes_at: '10:00',
    valid_to: '2026-01-01',
  }),
  schedule({
    id: id(103),
    service_at_location_id: IDS.refugeAtHouse,
    byday: 'SU',
    opens_at: '08:00',
    closes_at: '09:00',
    schedule_link: 'https://maps.example.org/rosehill',
    notes: 'At Rosehill',
    description: 'The Old Vicarage',
  }),
  schedule({
    id: id(104),
    service_id: IDS.refuge,
    byday: 'SA',
    opens_at: '08:00',
    closes_at: '09:00',
    notes: 'Meet at Rosehill',
  }),
  insert('directory_service_areas', { id: id(110), service_id: IDS.esol, name: 'Leeds' }),
  insert('directory_cost_options', {
    id: id(111),
    service_id: IDS.esol,
    option: 'All',
    amount: 2.5,
    currency: 'GBP',
  }),
  insert('directory_fundings', { id: id(112), service_id: IDS.esol, source: 'A trust' }),
  insert('directory_required_documents', { id: id(113), service_id: IDS.esol, document: 'None' }),
  insert('directory_units', { id: id(114), name: 'places' }),
  insert('directory_service_capacities', {
    id: id(115),
    service_id: IDS.esol,
    unit_id: id(114),
    available: 3,
    updated: '2026-03-01T10:00:00Z',
  }),
  insert('directory_urls', { id: id(116), service_id: IDS.esol, url: 'https://college.example.org/more' }),
  insert('directory_attributes', {
    id: id(117),
    service_id: IDS.esol,
    link_entity: 'service',
    link_id: IDS.esol,
    taxonomy_term_id: IDS.childTerm,
  }),
  insert('directory_service_terms', { service_id: IDS.esol, term_id: IDS.childTerm }),
  insert('directory_service_terms', { service_id: IDS.walking, term_id: IDS.otherTerm }),
  metadata({
    id: id(120),
    field_name: 'description',
    previous_value: 'Large groups.',
    replacement_value: 'Small groups.',
  }),
  metadata({
    id: id(121),
    field_name: 'assurer_email',
    previous_value: '',
    replacement_value: 'priya.assurer@college.example.org',
  }),
];

function schedule(columns: Readonly<Record<string, unknown>>) {
  return insert('directory_schedules', { freq: 'WEEKLY', ...columns });
}
function metadata(columns: Readonly<Record<string, unknown>>) {
  return insert('directory_metadata', {
    service_id: IDS.esol,
    resource_id: IDS.esol,
    resource_type: 'service',
    last_action_date: '2026-02-01',
    last_action_type: 'update',
    updated_by: 'Priya Assurer',
    ...columns,
  });
}

/** Saved as the system saves what it imports; the walking group changed a month before the others. */
export async function addPublishedEntries(test: TestDatabase): Promise<void> {
  await test.as(ACTORS.north.system, async ({ tx }) => {
    for (const statement of [...SOURCES, ...ORGANIZATIONS, ...TERMS, ...SERVICES, ...PLACES, ...PARTS])
      await statement.execute(tx);
    await sql`update directory_services set changed_at = '2026-03-01T09:00:00.250Z'`.execute(tx);
    await sql`update directory_services set changed_at = '2026-02-01T09:00:00Z' where id = ${IDS.walking}::uuid`.execute(
      tx,
    );
  });
}
