// What one Footbridge publishes, another imports and publishes the same; read again, nothing changes in either (decisions 0020, 0021).
import { cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { importDirectory, importFile } from '#directory';
import { zipOf } from '../../../test/zip.ts';
import { LISTS, openFootbridge, type Published, withoutOwn } from './round-trip.fixture.ts';

const ROOT = join(import.meta.dirname, '../../..');
const FIXTURES = join(ROOT, 'test/fixtures/open-referral/import');
const MAPPINGS = join(ROOT, 'seeds/directory/mappings');
const folder = mkdtempSync(join(tmpdir(), 'footbridge-round-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const [here, there] = [await openFootbridge(), await openFootbridge()];

/** The published examples lie in the United States and say example.com, which an import leaves out: here they are moved. */
const moved = (text: string, digit: string): string =>
  text
    .replace(/([0-9a-f]{7})[0-9a-f](-[0-9a-f]{4}-[0-9a-f]{4}-)/g, `$1${digit}$2`)
    .replace(/example\.(?:com|org|net)/g, 'helping-hands.org.uk')
    .replace(/("country": *)"[A-Za-z]{2}"/g, '$1"GB"')
    .replace(/,US,/g, ',GB,')
    .replace(/("latitude": *)[^,\n}]+/g, '$153.8')
    .replace(/("longitude": *)[^,\n}]+/g, '$1-1.55');

function movedFile(name: string, digit: string): string {
  const file = join(folder, `${digit}.json`);
  writeFileSync(file, moved(readFileSync(join(FIXTURES, name), 'utf8'), digit));
  return file;
}

function movedFolder(name: string, digit: string): string {
  const to = join(folder, `tables-${digit}`);
  cpSync(join(FIXTURES, name), to, { recursive: true });
  for (const file of readdirSync(to))
    writeFileSync(join(to, file), moved(readFileSync(join(to, file), 'utf8'), digit));
  return to;
}

function zipped(from: string): string {
  const file = join(folder, 'package.zip');
  const entries = readdirSync(from).map(name => ({
    name: `a package/${name}`,
    content: moved(readFileSync(join(from, name), 'utf8'), 'b'),
  }));
  writeFileSync(file, zipOf(entries));
  return file;
}

/** The first rows of a set of the demonstration. */
function someRows(name: string, rows: number): string {
  const text = gunzipSync(readFileSync(join(ROOT, 'seeds/directory', name))).toString('utf8');
  const file = join(folder, name.replace('.gz', ''));
  writeFileSync(
    file,
    text
      .split('\n')
      .slice(0, rows + 1)
      .join('\n'),
  );
  return file;
}

const EXAMPLES: readonly (readonly [code: string, file: () => string, mapping?: string])[] = [
  ['hsds-3-0', () => movedFile('hsds-3.0/service_full.json', 'a')],
  ['hsds-3-1', () => movedFile('hsds-3.1/service_full.json', '1')],
  ['oruk-3-0', () => movedFile('oruk-3.0/service_full.json', '2')],
  ['oruk-3-0-list', () => movedFile('oruk-3.0/service_list.json', '3')],
  ['mock-pass', () => movedFile('mock-pass/service_list.json', '4')],
  ['mock-fail', () => movedFile('mock-fail/service_full.json', '5')],
  ['tables', () => movedFolder('tabular-3.1', '6')],
  ['tables-zip', () => zipped(join(folder, 'tables-6'))],
  ['ohana', () => join(folder, 'ohana'), join(MAPPINGS, 'ohana.json')],
  ['outpost', () => join(FIXTURES, 'outpost/services_valid.csv'), join(MAPPINGS, 'outpost.json')],
];

async function bringAll() {
  const totals = { created: 0, changed: 0, dropped: 0 };
  for (const [code, file, mappingFile] of EXAMPLES) {
    const outcome = await importFile(here.database, { source: { code }, file: file(), mappingFile });
    if (!outcome.ok) throw new Error(`${code}: ${outcome.reason}`);
    for (const name of ['created', 'changed', 'dropped'] as const) totals[name] += outcome.value[name];
  }
  for (const [format, file] of [
    ['nhs-clinics', 'nhs-clinics.csv.gz'],
    ['nhs-gp-surgeries', 'nhs-gp-surgeries.csv.gz'],
  ] as const) {
    const outcome = await importDirectory(here.database, {
      kind: 'file',
      format,
      file: someRows(file, 60),
    });
    if (!outcome.ok) throw new Error(`${format}: ${outcome.reason}`);
    for (const one of outcome.value) totals.created += one.created;
    for (const one of outcome.value) totals.changed += one.changed;
  }
  return totals;
}

beforeAll(() => {
  // Ohana's entries are American: their country is written as Britain's, so that they are published at all.
  mkdirSync(join(folder, 'ohana'));
  for (const file of readdirSync(join(FIXTURES, 'ohana')))
    writeFileSync(
      join(folder, 'ohana', file),
      readFileSync(join(FIXTURES, 'ohana', file), 'utf8').replace(/\bUS\b/g, 'GB'),
    );
});

const plain = (published: Published) =>
  Object.fromEntries(LISTS.map(list => [list, [...published[list].values()].map(withoutOwn)]));
const modifiedIn = (published: Published) =>
  [...published.services.values()].map(({ id, last_modified }) => [id, last_modified]);

describe('a directory that goes from one Footbridge to another', { timeout: 120_000 }, () => {
  let first: Published;
  let second: Published;

  it('is brought in, published, and brought in there', async () => {
    expect(await bringAll()).toMatchObject({ changed: 0, dropped: 0 });
    first = await here.published();
    expect(first.services.size).toBeGreaterThan(140);
    const { counts, problems } = await there.harvest(here.url);
    expect(counts).toMatchObject({
      state: 'done',
      created: first.services.size,
      dropped: 0,
      elsewhere: 0,
      missing: 0,
    });
    // What the first cleaned away the second has nothing to clean of.
    const reasons = new Set(problems.map(({ reason }) => reason));
    expect(
      [...reasons].filter(reason => !/^unknown-(?:term|language)$|^parent-not-listed$/.test(reason)),
    ).toEqual([]);
    second = await there.published();
  });

  it.each(LISTS)('has the same %s there, whole, once each', list => {
    expect(plain(second)[list]).toEqual(plain(first)[list]);
  });

  it('is not changed by being read again, in either', async () => {
    const noted = [await here.changes(), await there.changes()];
    expect(await bringAll()).toMatchObject({ created: 0, changed: 0 });
    expect((await there.harvest(here.url)).counts).toMatchObject({
      state: 'not-changed',
      created: 0,
      changed: 0,
      missing: 0,
    });
    expect([await here.changes(), await there.changes()]).toEqual(noted);
    expect(modifiedIn(await here.published())).toEqual(modifiedIn(first));
    expect(modifiedIn(await there.published())).toEqual(modifiedIn(second));
  });

  it('says there where each entry was first, and under which licence', () => {
    const licences = [...second.services.values()].map(
      service => (service.footbridge_source as { name: string; licence: string }).licence,
    );
    expect(licences).toContain('Open Government Licence v2.0');
    expect(new Set(licences).size).toBeGreaterThan(1);
  });

  it('hears of what changed, and only of that', async () => {
    const [id] = [...first.services.keys()];
    await here.asSuperuser('update directory_services set description = $1 where id = $2', [
      'Moved house.',
      id,
    ]);
    expect((await there.harvest(here.url)).counts).toMatchObject({ state: 'done', created: 0, changed: 1 });
    expect((await there.published()).services.get(id ?? '')).toMatchObject({ description: 'Moved house.' });
  });
});

describe('what a source sends', () => {
  /** Names of staff and what marks an envelope never leave; times are written without seconds; the rest is told below. */
  const WITHHELD = /^(?:contacts\.name|addresses\.attention|metadata\.updated_by)$/;
  const texts = (value: unknown, path = ''): readonly (readonly [string, string])[] =>
    value !== null && typeof value === 'object'
      ? Object.entries(value).flatMap(([key, inner]) => texts(inner, `${path}.${key}`))
      : value === null || value === ''
        ? []
        : [[path, String(value).trim()]];

  it.each([
    ['hsds-3.0/service_full.json', 'a'],
    ['hsds-3.1/service_full.json', '1'],
    ['oruk-3.0/service_full.json', '2'],
  ])('is published whole: %s', async (name, digit) => {
    const sent = JSON.parse(moved(readFileSync(join(FIXTURES, name), 'utf8'), digit)) as { id: string };
    const published = await here.published();
    const out = JSON.stringify([
      published.services.get(sent.id),
      [...published.organizations.values()],
      [...published.taxonomy_terms.values()],
    ]);
    const lost = texts(sent).filter(([, text]) => !out.includes(JSON.stringify(text).slice(1, -1)));
    const fields = new Set(
      lost.map(([path]) => path.replace(/\.\d+/g, '').replace(/^.*\.(?=\w+\.\w+$)/, '')),
    );
    const ours = [...fields].filter(field => !WITHHELD.test(field) && !TOLD.includes(field));
    expect(ours).toEqual([]);
  });

  /** One identifier for many rows gets rows of their own; a number is written as it is dialled; parents that nobody lists are told. */
  const TOLD = [
    ...['phones.id', 'phones.number', 'languages.id', 'schedules.opens_at', 'schedules.closes_at'],
    ...['addresses.postal_code', 'organization.parent_organization_id', 'taxonomy_term.parent_id'],
    'capacities.updated',
    // A change of an address could tell where somebody hides.
    ...['metadata.id', 'metadata.last_action_date', 'metadata.last_action_type', 'metadata.field_name'],
    ...['metadata.previous_value', 'metadata.replacement_value'],
  ];
});
