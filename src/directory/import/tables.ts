// The directory's tables as an import writes them: columns with their types, and what a row that is there already keeps.
import { sql } from 'kysely';
import type { PartTable } from '../formats/entry.ts';
import type { Table } from './bulk.ts';

const text = (...columns: readonly string[]) =>
  Object.fromEntries(columns.map(column => [column, 'text'] as const));
const uuid = (...columns: readonly string[]) =>
  Object.fromEntries(columns.map(column => [column, 'uuid'] as const));
const table = (name: string, columns: Table['columns']): Table => ({ name: `directory_${name}`, columns });

const OURS_TYPES: Table['columns'] = {
  ...text('attending_sex', 'format'),
  creche: 'boolean',
  step_free: 'boolean',
  remote: 'text[]',
  open_to_nrpf: 'boolean',
  stages: 'text[]',
  asks_status: 'boolean',
  referral_routes: 'text[]',
  takes_referrals: 'boolean',
  takes_referrals_as_of: 'date',
  trauma_informed: 'boolean',
  travel_costs_paid: 'boolean',
};

const PARTS: Readonly<Record<PartTable, Table>> = {
  programs: table('programs', {
    ...uuid('id', 'organization_id'),
    ...text('name', 'alternate_name', 'description'),
  }),
  units: table('units', { id: 'uuid', ...text('name', 'scheme', 'identifier', 'uri') }),
  taxonomies: table('taxonomies', {
    ...uuid('id', 'source_id'),
    ...text('name', 'description', 'uri', 'version'),
    origin: 'jsonb',
  }),
  terms: table('taxonomy_terms', {
    ...uuid('id', 'source_id', 'taxonomy_id'),
    ...text('taxonomy', 'code', 'name', 'description', 'term_uri', 'language'),
  }),
  contacts: table('contacts', {
    ...uuid('id', 'organization_id', 'service_id', 'service_at_location_id', 'location_id'),
    ...text('name', 'title', 'department', 'email'),
  }),
  phones: table('phones', {
    ...uuid('id', 'service_id', 'organization_id', 'location_id', 'service_at_location_id', 'contact_id'),
    ...text('number', 'extension', 'type', 'description'),
    ordering: 'integer',
  }),
  languages: table('languages', {
    ...uuid('id', 'service_id', 'location_id', 'phone_id'),
    ...text('name', 'code', 'note'),
    by_interpreter: 'boolean',
  }),
  schedules: table('schedules', {
    ...uuid('id', 'service_id', 'service_at_location_id', 'location_id'),
    ...text(
      'freq',
      'byday',
      'bymonthday',
      'byweekno',
      'byyearday',
      'wkst',
      'attending_type',
      'schedule_link',
      'description',
      'notes',
    ),
    valid_from: 'date',
    valid_to: 'date',
    dtstart: 'date',
    until: 'date',
    count: 'integer',
    interval: 'integer',
    opens_at: 'time',
    closes_at: 'time',
  }),
  areas: table('service_areas', {
    ...uuid('id', 'service_id', 'service_at_location_id'),
    ...text('name', 'description', 'extent', 'extent_type', 'uri'),
  }),
  costOptions: table('cost_options', {
    ...uuid('id', 'service_id'),
    ...text('option', 'currency', 'amount_description'),
    valid_from: 'date',
    valid_to: 'date',
    amount: 'numeric',
  }),
  fundings: table('fundings', { ...uuid('id', 'organization_id', 'service_id'), source: 'text' }),
  accessibility: table('accessibility', {
    ...uuid('id', 'location_id'),
    ...text('description', 'details', 'url'),
  }),
  requiredDocuments: table('required_documents', { ...uuid('id', 'service_id'), ...text('document', 'uri') }),
  capacities: table('service_capacities', {
    ...uuid('id', 'service_id', 'unit_id'),
    available: 'numeric',
    maximum: 'numeric',
    description: 'text',
    updated: 'timestamptz',
  }),
  urls: table('urls', { ...uuid('id', 'organization_id', 'service_id'), ...text('label', 'url') }),
  attributes: table('attributes', {
    ...uuid('id', 'service_id', 'organization_id', 'location_id', 'link_id', 'taxonomy_term_id'),
    ...text('link_entity', 'link_type', 'value', 'label'),
  }),
  metadata: table('metadata', {
    ...uuid('id', 'service_id', 'organization_id', 'location_id', 'resource_id'),
    ...text(
      'resource_type',
      'last_action_type',
      'field_name',
      'previous_value',
      'replacement_value',
      'updated_by',
    ),
    last_action_date: 'date',
  }),
};

export const TABLES = {
  ...PARTS,
  organizations: {
    ...table('organizations', {
      ...uuid('id', 'source_id'),
      ...text('original_id', 'name', 'alternate_name', 'description', 'email', 'website', 'uri', 'logo'),
      ...text('legal_status', 'tax_status', 'tax_id'),
      year_incorporated: 'integer',
      vendor: 'jsonb',
      origin: 'jsonb',
    }),
    guarded: true,
  },
  identifiers: table('organization_identifiers', {
    ...uuid('id', 'organization_id'),
    ...text('identifier_scheme', 'identifier_type', 'identifier'),
  }),
  services: {
    ...table('services', {
      ...uuid('id', 'source_id', 'organization_id', 'program_id'),
      ...text(
        'original_id',
        'name',
        'alternate_name',
        'description',
        'url',
        'email',
        'status',
        'interpretation_services',
      ),
      ...text(
        'application_process',
        'fees_description',
        'fees',
        'wait_time',
        'accreditations',
        'eligibility_description',
      ),
      ...text('assurer_email', 'licenses', 'alert', 'left_out', 'name_folded'),
      ...OURS_TYPES,
      minimum_age: 'numeric',
      maximum_age: 'numeric',
      assured_date: 'date',
      last_modified: 'timestamptz',
      kinds: 'text[]',
      placed: 'boolean',
      vendor: 'jsonb',
      origin: 'jsonb',
      search: 'tsvector',
    }),
    guarded: true,
    whole: true,
  },
  locations: {
    ...table('locations', {
      ...uuid('id', 'source_id'),
      ...text(
        'original_id',
        'location_type',
        'name',
        'alternate_name',
        'description',
        'transportation',
        'url',
      ),
      ...text('external_identifier', 'external_identifier_type'),
      latitude: 'double precision',
      longitude: 'double precision',
      confidential: 'boolean',
      area: 'text',
      vendor: 'jsonb',
    }),
    guarded: true,
    // Once confidential, no feed can make it public again.
    updates: { confidential: sql`directory_locations.confidential or excluded.confidential` },
  },
  addresses: table('addresses', {
    ...uuid('id', 'location_id'),
    ...text(
      'attention',
      'address_1',
      'address_2',
      'city',
      'region',
      'state_province',
      'postal_code',
      'country',
      'address_type',
    ),
  }),
  serviceAtLocations: table('service_at_locations', {
    ...uuid('id', 'service_id', 'location_id'),
    description: 'text',
  }),
  serviceTerms: table('service_terms', uuid('service_id', 'term_id')),
  records: table('records', {
    source_id: 'uuid',
    original_id: 'text',
    raw: 'jsonb',
    content_hash: 'bytea',
    fetched_at: 'timestamptz',
    problems: 'jsonb',
  }),
} as const satisfies Record<string, Table>;
