// Which fields each Open Referral entity has, under their HSDS names, and how each is cleaned for its column.
import {
  age,
  type Clean,
  day,
  days,
  email,
  instant,
  line,
  listOf,
  number,
  oneOf,
  type Tell,
  text,
  time,
  web,
  yesOrNo,
} from './fields.ts';

export type Fields = Readonly<Record<string, Clean>>;
export type Obj = Readonly<Record<string, unknown>>;

export const isObj = (value: unknown): value is Obj =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const COUNT = number(1, 100_000, false);

export const SERVICE: Fields = {
  alternate_name: line,
  description: text,
  url: web,
  email,
  interpretation_services: text,
  application_process: text,
  fees_description: text,
  fees: text,
  wait_time: text,
  accreditations: text,
  eligibility_description: text,
  minimum_age: age,
  maximum_age: age,
  assured_date: day,
  assurer_email: email,
  licenses: text,
  alert: text,
  last_modified: instant,
};

/** What neither standard has, as this product publishes it: `footbridge_` before the column. */
export const OURS: Fields = {
  attending_sex: oneOf('women', 'men', 'mixed'),
  creche: yesOrNo,
  step_free: yesOrNo,
  remote: listOf('in_person', 'phone', 'video', 'online'),
  open_to_nrpf: yesOrNo,
  stages: listOf(
    'arrival',
    'awaiting_decision',
    'positive',
    'positive_nrpf',
    'negative_supported',
    'negative_destitute',
    'resettlement',
  ),
  asks_status: yesOrNo,
  referral_routes: listOf('self', 'any_professional', 'gp_only', 'form', 'phone'),
  takes_referrals: yesOrNo,
  takes_referrals_as_of: day,
  format: oneOf('one_to_one', 'group', 'both'),
  trauma_informed: yesOrNo,
  travel_costs_paid: yesOrNo,
};
export const OURS_PREFIX = 'footbridge_';

export const ORGANIZATION: Fields = {
  alternate_name: line,
  description: text,
  email,
  website: web,
  uri: web,
  logo: web,
  year_incorporated: number(1000, 2100, false),
  legal_status: line,
  tax_status: line,
  tax_id: line,
};

export const LOCATION: Fields = {
  name: line,
  alternate_name: line,
  description: text,
  transportation: text,
  url: web,
  external_identifier: line,
  external_identifier_type: line,
};

export const ADDRESS: Fields = {
  attention: line,
  address_1: line,
  address_2: line,
  city: line,
  region: line,
  state_province: line,
};

export const SCHEDULE: Fields = {
  valid_from: day,
  valid_to: day,
  dtstart: day,
  until: day,
  count: COUNT,
  wkst: oneOf('MO', 'TU', 'WE', 'TH', 'FR', 'SA', 'SU'),
  freq: oneOf('WEEKLY', 'MONTHLY'),
  interval: COUNT,
  byday: days,
  byweekno: line,
  bymonthday: line,
  byyearday: line,
  opens_at: time,
  closes_at: time,
  attending_type: line,
  schedule_link: web,
  description: text,
  notes: text,
};

export const CONTACT: Fields = { name: line, title: line, department: line, email };
export const SERVICE_AREA: Fields = {
  name: line,
  description: text,
  extent: text,
  extent_type: line,
  uri: web,
};
export const COST_OPTION: Fields = {
  valid_from: day,
  valid_to: day,
  option: line,
  currency: line,
  amount: number(0, 1_000_000),
  amount_description: line,
};
export const FUNDING: Fields = { source: text };
export const ACCESSIBILITY: Fields = { description: text, details: text, url: web };
export const REQUIRED_DOCUMENT: Fields = { document: text, uri: web };
export const PROGRAM: Fields = { name: line, alternate_name: line, description: text };
export const IDENTIFIER: Fields = { identifier_scheme: line, identifier_type: line, identifier: line };
export const CAPACITY: Fields = {
  available: number(0, 1_000_000),
  maximum: number(0, 1_000_000),
  description: text,
  updated: instant,
};
export const UNIT: Fields = { name: line, scheme: line, identifier: line, uri: web };
export const URL_ROW: Fields = { label: line, url: web };
export const METADATA: Fields = {
  resource_type: line,
  last_action_date: day,
  last_action_type: line,
  field_name: line,
  previous_value: text,
  replacement_value: text,
};
export const TERM: Fields = { name: line, description: text, language: line, term_uri: web };
export const TAXONOMY_FIELDS: Fields = { name: line, description: text, uri: web, version: line };

/** The cleaned columns that have a value. `path` goes before the names of fields that are told. */
export function take(fields: Fields, object: Obj, tell: Tell, path = ''): Record<string, unknown> {
  const row: Record<string, unknown> = {};
  for (const [field, clean] of Object.entries(fields)) {
    const value = clean(object[field], `${path}${field}`, tell);
    if (value !== null && value !== undefined) row[field] = value;
  }
  return row;
}

/** The objects of a list; a single object counts as a list of one, and anything else in it is told. */
export function objectsIn(value: unknown, field: string, tell: Tell): readonly Obj[] {
  if (value === null || value === undefined || value === '') return [];
  return (Array.isArray(value) ? value : [value]).filter((one): one is Obj => {
    if (!isObj(one) && one !== null) tell(field, 'not-a-record', one);
    return isObj(one);
  });
}

const NOT_TOLD = () => {};
const TEXTS = ['publisher', 'licence', 'attribution'] as const;

/** As `footbridge_source` is published, with the source's own last change; null for any other feed. */
export function originOf(record: Obj): Obj | null {
  const source = record.footbridge_source;
  if (!isObj(source)) return null;
  const day = /^\d{4}(?:-\d{2}(?:-\d{2})?)?$/.exec(String(source.as_of ?? ''))?.[0];
  const named = line(source.name, 'name', NOT_TOLD);
  if (named === null) return null;
  return {
    ...Object.fromEntries(TEXTS.map(field => [field, line(source[field], field, NOT_TOLD)])),
    name: named,
    url: web(source.url, 'url', NOT_TOLD),
    licence_url: web(source.licence_url, 'licence_url', NOT_TOLD),
    as_of: day ?? null,
    demonstration: source.demonstration === true ? true : null,
    last_modified: instant(record.footbridge_source_last_modified, 'last_modified', NOT_TOLD),
  };
}
