// Imports of small dirty files: one bad record never stops the rest, each loss is told, and nothing is lost by importing again.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { ACTORS, openTestDatabase } from '../../../test/testing.ts';
import type { RecordProblem } from '../formats/entry.ts';
import type { Format } from '../formats/source.ts';
import { correctService, loadService, searchServices } from '../index.ts';
import { importDirectory } from './import-directory.ts';

const { database, as, asSuperuser } = await openTestDatabase();
const folder = mkdtempSync(join(tmpdir(), 'footbridge-directory-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const HEADER =
  'OrganisationID,OrganisationCode,OrganisationType,OrganisationStatus,OrganisationName,Address1,Address2,Address3,City,County,Postcode,Latitude,Longitude,Phone,Email,Website';

async function importText(text: string, format: Format) {
  const file = join(folder, 'file');
  writeFileSync(file, text);
  const problems: RecordProblem[] = [];
  const outcome = await importDirectory(database, { kind: 'file', file, format }, problem =>
    problems.push(problem),
  );
  return {
    outcome,
    counts: outcome.ok ? outcome.value[0] : undefined,
    problems: problems.map(p => `${p.record} ${p.field} ${p.reason}`),
  };
}

const find = (text: string) =>
  as(ACTORS.north.linkWorker, async ctx => (await searchServices(database, ctx, { text })).services);

const GOOD =
  '1,AB1,Clinic,Visible,GOOD STREET CLINIC,1 Good St,,,Leeds,,LS1 1AA,53.8,-1.5,0113 496 0001,,www.good.nhs.uk';

describe('a dirty file of clinics', () => {
  const rows = [
    HEADER,
    GOOD,
    '1,AB1,Clinic,Visible,GOOD STREET CLINIC,1 Good St,,,Leeds,,LS1 1AA,53.8,-1.5,0113 496 0002,,www.good.nhs.uk',
    ',AB2,Clinic,Visible,No identifier,,,,,,,,,,,',
    '3,AB3,Clinic,Visible,N/A,,,,,,,,,,,',
    '4,AB4,Clinic,Visible,Too,few,columns',
    '5,AB5,Clinic,Visible,Null Island Clinic,,,,,,XX,0,0,-1,None,javascript:alert(1)',
    '6,AB6,Clinic,Visible,Far Clinic,1 Rue,,,Paris,,,48.85,2.35,,,',
    `7,AB7,Clinic,Visible,"<b>'); drop table directory_services; --",,,,,,,not a number,1e999,,,`,
    '8,AB8,Clinic,Visible,عيادة \u202eالنور\u0000,,,,,,,,,,,',
  ];

  it('takes what can be taken, and tells what was dropped and why', async () => {
    const { counts, problems } = await importText(rows.join('\n'), 'nhs-clinics');
    expect(counts).toMatchObject({ read: 9, created: 5, merged: 1, dropped: 3, changed: 0, unchanged: 0 });
    expect(problems).toEqual(
      expect.arrayContaining([
        'row 4 OrganisationID no-identifier',
        '3 OrganisationName no-name',
        '4 row wrong-number-of-columns',
        '1 OrganisationName written-in-capitals',
        '5 Latitude no-point',
        '5 Postcode not-a-postcode',
        '5 Phone placeholder',
        '5 Email placeholder',
        '5 Website not-a-web-address',
        '6 Latitude point-outside-uk',
        '7 Latitude no-point',
      ]),
    );
    const [good] = await find('good street');
    expect(good).toMatchObject({
      name: 'Good Street Clinic',
      address: '1 Good St, Leeds',
      postcode: 'LS1 1AA',
      url: 'http://www.good.nhs.uk',
    });
    const whole = await as(ACTORS.north.referrer, ctx => loadService(ctx, good?.id ?? ''));
    expect(whole?.phones.map(phone => phone.number)).toEqual(['0113 496 0001', '0113 496 0002']);
    expect((await find('عيادة النور'))[0]?.name).toContain('النور');
    expect((await find('drop table'))[0]?.name).toBe("<b>'); drop table directory_services; --");
  });

  it('changes nothing the second time, and marks what is no longer there without deleting it', async () => {
    const [before] = await find('good street');
    expect((await importText(rows.join('\n'), 'nhs-clinics')).counts).toMatchObject({
      created: 0,
      changed: 0,
      unchanged: 5,
      missing: 0,
    });
    const changed = GOOD.replace('0113 496 0001', '0113 496 0009').replace('LS1 1AA', 'LS2 2BB');
    expect((await importText([HEADER, changed].join('\n'), 'nhs-clinics')).counts).toMatchObject({
      created: 0,
      changed: 1,
      missing: 4,
    });
    const [after] = await find('good street');
    expect(after).toMatchObject({ id: before?.id, phone: '0113 496 0009', postcode: 'LS2 2BB' });
    expect(await asSuperuser('select count(*)::int as n from directory_services')).toEqual([{ n: 5 }]);
    expect(await asSuperuser('select count(*)::int as n from directory_phones')).toEqual([{ n: 1 }]);
    expect(
      await asSuperuser('select original_id from directory_records where missing_since is null'),
    ).toEqual([{ original_id: '1' }]);
    await importText(rows.join('\n'), 'nhs-clinics');
    expect(await asSuperuser('select 1 from directory_records where missing_since is not null')).toEqual([]);
  });

  it.each<[string, Format, string]>([
    ['no such columns', 'nhs-clinics', 'a,b\n1,2'],
    ['an empty file', 'nhs-gp-surgeries', ''],
    ['JSON that is no list', 'signposts', '{"title":"x"}'],
    ['no JSON', 'signposts', '[{'],
    ['a list of something else', 'signposts', '[1, null, {"a":1}]'],
  ])('refuses %s', async (_, format, text) => {
    expect((await importText(text, format)).outcome).toEqual({ ok: false, reason: 'not-this-format' });
  });

  it('lays corrections over an entry again, also of what its source never speaks of', async () => {
    const kept = { name: 'North Service', provider: false };
    await importText(`${HEADER}\n${GOOD}`, 'nhs-clinics');
    const [found] = await find('good street');
    const id = found?.id ?? ('' as never);
    await as(ACTORS.north.administrator, ctx =>
      correctService(ctx, id, { wait: 'Two weeks', step_free: 'Yes' }, kept),
    );
    const moved = GOOD.replace('1 Good St', '2 Good St');
    expect((await importText(`${HEADER}\n${moved}`, 'nhs-clinics')).counts).toMatchObject({ changed: 1 });
    expect(
      await asSuperuser(
        `select field, ended_because, s.wait_time, s.step_free from directory_corrections c join directory_services s on s.id = c.service_id
         where s.id = $1 order by field`,
        [id],
      ),
    ).toEqual(
      ['step_free', 'wait'].map(field => ({
        field,
        ended_because: null,
        wait_time: 'Two weeks',
        step_free: true,
      })),
    );
  });

  it('refuses a file that is not there', async () => {
    const wish = { kind: 'file', file: join(folder, 'nothing'), format: 'signposts' } as const;
    expect(await importDirectory(database, wish)).toEqual({ ok: false, reason: 'file-not-readable' });
  });
});

describe('signposts', () => {
  const signpost = (slug: string, more: object) => ({
    slug,
    title: slug,
    link: 'https://help.org.uk/x',
    regions: ['London'],
    topics: [],
    body_markdown: '',
    ...more,
  });

  it('keeps the rest when the database itself refuses one', async () => {
    const list = [
      signpost('ordinary', { topics: ['English', 'Nonsense'] }),
      signpost('impossible', { topics: ['English'], regions: ['London'], title: 'impossible' }),
      signpost('another', { body_markdown: 'Ring 020 7456 9750.' }),
    ];
    await asSuperuser(`alter table directory_services add constraint made_up check (name <> 'impossible')`);
    const { counts, problems } = await importText(JSON.stringify(list), 'signposts');
    await asSuperuser('alter table directory_services drop constraint made_up');
    expect(counts).toMatchObject({ read: 3, created: 2, dropped: 1 });
    expect(problems).toContain('impossible record not-storable');
    expect((await find('another'))[0]?.phone).toBe('020 7456 9750');
    expect((await find('ordinary'))[0]?.kinds).toEqual([
      { code: 'LANG-ESOL', label: 'ESOL formal course' },
      { code: 'language', label: 'Language support' },
    ]);
    expect((await importText(JSON.stringify(list), 'signposts')).counts).toMatchObject({
      created: 1,
      unchanged: 2,
    });
  });

  it('leaves out of searches what is abroad or internal, but keeps it', async () => {
    const list = [
      signpost('abroad', { regions: ['Capetown'] }),
      signpost('both', { regions: ['Capetown', 'Glasgow'] }),
      signpost('paperwork', { link: 'https://forms.gle/abc' }),
    ];
    const { counts } = await importText(JSON.stringify(list), 'signposts');
    expect(counts).toMatchObject({ created: 3, leftOut: 2 });
    expect((await find('abroad')).map(service => service.name)).toEqual([]);
    expect((await find('paperwork')).map(service => service.name)).toEqual([]);
    expect((await find('both'))[0]?.areas).toEqual(['Glasgow']);
    expect(
      await asSuperuser(
        `select original_id, left_out from directory_services where left_out is not null order by 1`,
      ),
    ).toEqual([
      { original_id: 'abroad', left_out: 'outside-uk' },
      { original_id: 'paperwork', left_out: 'internal' },
    ]);
  });
});
