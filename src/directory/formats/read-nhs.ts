// Reads the NHS Choices files of clinics and GP surgeries: one row a site, or several rows where a site has several phones.
import { setImmediate } from 'node:timers/promises';
import { parse } from 'csv-parse/sync';
import { withoutShouting } from '../cleaning/capitals.ts';
import { saysNothing, tidyLine, valueIn } from '../cleaning/missing.ts';
import { type PhoneNumber, phoneNumbersIn } from '../cleaning/phone-numbers.ts';
import { type Cleaned, emailIn, webAddressIn } from '../cleaning/web-address.ts';
import {
  type Entry,
  type EntryOrganization,
  type Problem,
  quoted,
  type Reading,
  type RecordProblem,
} from './entry.ts';
import { locationOf, type Row, type Tell } from './nhs-location.ts';
import { SOURCES } from './source.ts';

export type NhsFormat = 'nhs-clinics' | 'nhs-gp-surgeries';

/** Entries cleaned before other work of the process has its turn. */
const BREATH = 250;

const COLUMNS: readonly string[] = [
  'OrganisationID',
  'OrganisationCode',
  'OrganisationName',
  'Address1',
  'Postcode',
  'Latitude',
  'Longitude',
  'Phone',
];

/** Null when the file has not the columns of this format. A row of the wrong length is dropped and reported. */
export async function readNhsFile(text: string, format: NhsFormat): Promise<Reading | null> {
  const source = SOURCES[format].code;
  const dropped: RecordProblem[] = [];
  const lines = parse(text, {
    bom: true,
    relax_column_count: true,
    skip_records_with_error: true,
    relax_quotes: true,
  }) as string[][];
  const header = lines[0]?.map(column => column.trim());
  if (!header || !COLUMNS.every(column => header.includes(column))) return null;
  const drop = (record: string, field: string, reason: string, value: unknown) =>
    dropped.push({ source, record, field, reason, value: quoted(value) });
  const groups = new Map<string, Row[]>();
  lines.slice(1).forEach((line, index) => {
    const row = Object.fromEntries(header.map((column, at) => [column, line[at] ?? '']));
    const id = valueIn(row.OrganisationID ?? '');
    if (line.length !== header.length)
      drop(id ?? `row ${index + 2}`, 'row', 'wrong-number-of-columns', line.join(','));
    else if (id === null) drop(`row ${index + 2}`, 'OrganisationID', 'no-identifier', line.join(','));
    else groups.set(id, [...(groups.get(id) ?? []), row]);
  });
  const entries: Entry[] = [];
  for (const [id, rows] of groups) {
    if (entries.length % BREATH === 0) await setImmediate();
    const name = valueIn(rows[0]?.OrganisationName);
    if (name === null) drop(id, 'OrganisationName', 'no-name', rows[0]?.OrganisationName);
    else entries.push(entryOf(id, name, rows, format));
  }
  const kept = [...groups.values()].reduce((sum, rows) => sum + rows.length, 0);
  return { entries, read: lines.length - 1, merged: kept - groups.size, dropped };
}

/** The first value that can be used among the rows of one site; the others are reported, not lost: the record keeps them. */
function firstOf(
  rows: readonly Row[],
  field: string,
  clean: (text: string) => Cleaned<string>,
  tell: Tell,
): string | null {
  let kept: string | null = null;
  for (const text of new Set(rows.map(row => row[field] ?? ''))) {
    const cleaned = clean(text);
    if (cleaned.value === null) {
      if (cleaned.reason !== null) tell(field, cleaned.reason, text);
    } else if (kept === null) kept = cleaned.value;
    else if (kept !== cleaned.value) tell(field, 'more-than-one', text);
  }
  return kept;
}

function phonesOf(rows: readonly Row[], tell: Tell): readonly PhoneNumber[] {
  const phones = new Map<string, PhoneNumber>();
  for (const text of new Set(rows.map(row => row.Phone ?? ''))) {
    const read = phoneNumbersIn(text);
    for (const problem of read.problems) tell('Phone', problem, text);
    for (const phone of read.phones) phones.set(phone.number.replace(/\s/g, ''), phone);
  }
  return [...phones.values()];
}

/** A practice may have branch surgeries: they share its ODS code. Clinics stand for themselves, by the code of the site. */
function organizationOf(id: string, name: string, row: Row, format: NhsFormat): EntryOrganization {
  const practice = format === 'nhs-gp-surgeries' ? valueIn(row.ParentODSCode) : null;
  const code = practice ?? valueIn(row.OrganisationCode);
  return {
    originalId: practice === null ? id : `practice ${practice}`,
    name: practice === null ? name : withoutShouting(valueIn(row.ParentName) ?? name),
    website: null,
    identifiers: code === null ? [] : [{ scheme: 'GB-NHS', type: 'ODS', identifier: code }],
  };
}

function entryOf(id: string, named: string, rows: readonly Row[], format: NhsFormat): Entry {
  const problems: Problem[] = [];
  const tell: Tell = (field, reason, value) => problems.push({ field, reason, value: quoted(value) });
  const row = rows[0] ?? {};
  const name = withoutShouting(named);
  if (name !== named) tell('OrganisationName', 'written-in-capitals', named);
  const surgery = format === 'nhs-gp-surgeries';
  const status = tidyLine(row.OrganisationStatus ?? '');
  if (!saysNothing(status) && status !== 'Visible') tell('OrganisationStatus', 'not-known', status);
  return {
    originalId: id,
    raw: rows.length === 1 ? row : rows,
    organization: organizationOf(id, name, row, format),
    name,
    description: surgery ? 'GP surgery' : 'Clinic',
    url: firstOf(rows, 'Website', webAddressIn, tell),
    email: firstOf(rows, 'Email', emailIn, tell),
    eligibility: null,
    lastModified: null,
    leftOut: null,
    locations: [locationOf(id, row, tell)],
    phones: phonesOf(rows, tell),
    areas: [],
    kinds: surgery ? ['NAV-GP'] : ['health'],
    words: surgery ? 'GP doctor doctors surgery register registration' : 'clinic health',
    problems,
  };
}
