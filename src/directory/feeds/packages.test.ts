// Packages of tables, and what stands beside services: zips that are whole or lie, parents of terms and organisations.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { openTestDatabase } from '../../../test/testing.ts';
import { type ZipEntry, zipOf } from '../../../test/zip.ts';
import { openZip } from '../formats/tabular/zip.ts';
import { serveFeed, service } from './feed-server.fixture.ts';
import { importFeed } from './import-feed.ts';
import { importFile } from './import-file.ts';

const { database, asSuperuser } = await openTestDatabase();
const folder = mkdtempSync(join(tmpdir(), 'footbridge-packages-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

let files = 0;
async function bring(bytes: Buffer, code: string) {
  const file = join(folder, `${files++}.zip`);
  writeFileSync(file, bytes);
  const outcome = await importFile(database, { source: { code }, file });
  return outcome.ok ? outcome.value : outcome.reason;
}

const SERVICES = 'id,name,organization_id\ns1,Drop-in,o1\n';
const ORGANIZATIONS =
  'id,name,description,parent_organization_id\no1,Branch,A branch,o2\no2,County,Above,o3\no3,Nation,Top,\n';
const TERMS =
  'id,code,name,parent_id,taxonomy_id\nt1,c1,English classes,t2,x\nt2,c2,Learning,t3,x\nt3,c3,Help,,x\nt4,c4,Lonely,t4,x\n';
const TABLES: readonly ZipEntry[] = [
  { name: 'pack/data/services.csv', content: SERVICES },
  { name: 'pack/data/organizations.csv', content: Buffer.from(`\ufeff${ORGANIZATIONS}`, 'utf16le') },
  { name: 'pack/data/taxonomy_terms.csv', content: TERMS.replaceAll(',', ';') },
  { name: 'pack/data/taxonomies.csv', content: 'id,name,description\nx,Kinds,Of help\n', stored: true },
  { name: 'pack/data/attributes.csv', content: 'id,link_id,taxonomy_term_id\na1,s1,t1\n' },
  {
    name: 'pack/datapackage.json',
    content: JSON.stringify({
      resources: ['service', 'organization', 'taxonomy_term', 'taxonomy', 'attribute'].map(name => ({
        name,
        path: `data/${{ service: 'services', organization: 'organizations', taxonomy_term: 'taxonomy_terms', taxonomy: 'taxonomies' }[name] ?? 'attributes'}.csv`,
      })),
    }),
  },
];
const parentsOf = (code: string) =>
  asSuperuser<{ name: string; above: string | null; list: string | null }>(
    `select t.name, p.name as above, x.name as list from directory_taxonomy_terms t left join directory_taxonomy_terms p on p.id = t.parent_id
      left join directory_taxonomies x on x.id = t.taxonomy_id
      where t.source_id = (select id from directory_sources where code = $1) order by t.code`,
    [code],
  );
const FAMILY = [
  { name: 'English classes', above: 'Learning', list: 'Kinds' },
  { name: 'Learning', above: 'Help', list: 'Kinds' },
  { name: 'Help', above: null, list: 'Kinds' },
];
const organizationsOf = (code: string) =>
  asSuperuser(
    `select o.name, p.name as above from directory_organizations o left join directory_organizations p on p.id = o.parent_organization_id
      where o.source_id = (select id from directory_sources where code = $1) order by o.name`,
    [code],
  );
const ABOVE = [
  { name: 'Branch', above: 'County' },
  { name: 'County', above: 'Nation' },
  { name: 'Nation', above: null },
];

describe('a zip of tables', () => {
  it('is read by its data package, in any encoding, with the parents of its terms and organisations', async () => {
    expect(await bring(zipOf(TABLES), 'zipped')).toMatchObject({ read: 1, created: 1, dropped: 0 });
    expect(await parentsOf('zipped')).toEqual([...FAMILY, { name: 'Lonely', above: null, list: 'Kinds' }]);
    expect(await organizationsOf('zipped')).toEqual(ABOVE);
    expect(await bring(zipOf(TABLES), 'zipped')).toMatchObject({ created: 0, changed: 0 });
  });

  it('is read without a data package too', async () => {
    const bare = TABLES.filter(({ name }) => name.endsWith('.csv'));
    expect(await bring(zipOf(bare), 'bare')).toMatchObject({ created: 1 });
  });

  it.each<[string, () => Buffer, string]>([
    [
      'with a name that leads out',
      () => zipOf([{ name: '../services.csv', content: SERVICES }]),
      'unsafe-package',
    ],
    [
      'with an absolute name',
      () => zipOf([{ name: '/etc/services.csv', content: SERVICES }]),
      'unsafe-package',
    ],
    [
      'with a name of Windows',
      () => zipOf([{ name: 'a\\..\\services.csv', content: SERVICES }]),
      'unsafe-package',
    ],
    ['cut off', () => zipOf(TABLES).subarray(0, -40), 'not-open-referral'],
    ['of something else', () => zipOf([{ name: 'letter.txt', content: 'Dear all' }]), 'not-open-referral'],
  ])('is refused %s', async (_, bytes, reason) => {
    expect(await bring(bytes(), 'refused')).toBe(reason);
  });

  it('is refused when it unpacks into more than it may, in one file or in all together', () => {
    const bomb = { name: 'services.csv', content: Buffer.alloc(3_000_000) };
    expect(openZip(zipOf([bomb]), 1_000_000)).toEqual({ ok: false, problem: 'unsafe-zip' });
    const parts = Array.from({ length: 5 }, (_, n) => ({ name: `${n}.csv`, content: Buffer.alloc(300_000) }));
    expect(openZip(zipOf(parts), 1_000_000)).toEqual({ ok: false, problem: 'unsafe-zip' });
    expect(openZip(zipOf(parts), 2_000_000)).toMatchObject({ ok: true });
  });

  it('is refused, or read, whatever bit of it is wrong', () => {
    const whole = zipOf(TABLES);
    for (let at = 0; at < whole.length; at += 1) {
      const broken = Buffer.from(whole);
      broken[at] = (broken[at] ?? 0) ^ 0xff;
      expect(typeof openZip(broken, 1_000_000).ok).toBe('boolean');
    }
  });
});

describe('a feed whose services only name what stands above', () => {
  it('is asked for its terms, taxonomies and organisations above', async () => {
    const feed = await serveFeed([
      service('s1', {
        attributes: [{ id: 'a1', taxonomy_term: { id: 't1' } }],
        organization: { id: 'o1', name: 'Branch', description: 'A branch', parent_organization_id: 'o2' },
      }),
    ]);
    const rows = (text: string) => {
      const [head = '', ...lines] = text.trim().split('\n');
      return lines.map(line =>
        Object.fromEntries(line.split(',').map((cell, column) => [head.split(',')[column], cell])),
      );
    };
    feed.trouble = (_, response, url) => {
      const organization = /^\/o\/organizations\/(.+)$/.exec(url.pathname)?.[1];
      const lists: Record<string, unknown[]> = {
        '/o/taxonomies': rows('id,name,description\nx,Kinds,Of help'),
        '/o/taxonomy_terms': rows(TERMS),
      };
      const list = lists[url.pathname];
      const body = organization
        ? rows(ORGANIZATIONS).find(({ id }) => id === organization)
        : list && { total_pages: 1, last_page: true, contents: list };
      if (!body) return false;
      response.end(JSON.stringify(body));
      return true;
    };
    const run = () =>
      importFeed(database, {
        source: { code: 'above', url: feed.url, allowPrivate: true },
        via: 'command',
        manners: { pauseMs: 0 },
      });
    expect(await run()).toMatchObject({ ok: true, value: { created: 1 } });
    expect((await parentsOf('above')).slice(0, 3)).toEqual(FAMILY);
    expect(await organizationsOf('above')).toEqual(ABOVE);
    expect(await run()).toMatchObject({ ok: true, value: { state: 'not-changed' } });
    expect(await organizationsOf('above')).toEqual(ABOVE);
  });
});
