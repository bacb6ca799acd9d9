// Shapes of organisations, of taxonomies, and of where an entry comes from.
import type { Shape } from './field.ts';

const TAXONOMY: Shape = {
  id: 'uuid!',
  name: 'text!',
  description: 'described!',
  uri: 'uri',
  version: 'text',
  footbridge_source: '{source}<source',
};

const TERM: Shape = {
  id: 'uuid!',
  code: 'text',
  name: 'text!',
  description: 'described!',
  parent_id: 'uuid',
  taxonomy: 'text',
  taxonomy_id: 'uuid',
  term_uri: 'uri',
  language: 'text',
};

const ORGANIZATION_ROW: Shape = {
  id: 'uuid!',
  name: 'text!',
  alternate_name: 'text',
  description: 'described!',
  email: 'email',
  website: 'url',
  uri: 'uri',
  logo: 'url',
  tax_status: 'text',
  tax_id: 'text',
  year_incorporated: 'number',
  legal_status: 'text',
  parent_organization_id: 'uuid',
  footbridge_source: '{source}<source',
};

const ORGANIZATION_WHOLE: Shape = {
  ...ORGANIZATION_ROW,
  organization_identifiers: '[organization_identifier]',
  funding: '[funding]',
  phones: '[phone]',
  contacts: '[contact]',
  programs: '[program]',
  additional_websites: '[url]',
  attributes: '[attribute]',
  metadata: '[metadata]',
};

export const ORGANIZATIONS = {
  source: {
    name: 'text!',
    publisher: 'text',
    url: 'url',
    licence: 'text',
    licence_url: 'url',
    attribution: 'text',
    as_of: 'text',
    demonstration: 'flag',
  },
  taxonomy: TAXONOMY,
  taxonomy_term: { ...TERM, taxonomy_detail: '{taxonomy}' },
  term: TERM,
  organization_identifier: {
    id: 'uuid!',
    organization_id: 'uuid',
    identifier_scheme: 'text',
    identifier_type: 'text!',
    identifier: 'text!',
    attributes: '[attribute]',
  },
  program: {
    id: 'uuid!',
    organization_id: 'uuid',
    name: 'text!',
    alternate_name: 'text',
    description: 'described!',
    attributes: '[attribute]',
  },
  organization_row: ORGANIZATION_ROW,
  organization_nested: ORGANIZATION_WHOLE,
  organization: { ...ORGANIZATION_WHOLE, locations: '[location]', services: '[service]' },
} as const satisfies Readonly<Record<string, Shape>>;
