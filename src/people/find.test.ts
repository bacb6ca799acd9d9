// Finding people again: by name in any spelling, by number, and as possible duplicates with reasons; never across a fence.
import { sql } from 'kysely';
import { beforeAll, describe, expect, it } from 'vitest';
import { ACTORS, NORTH, openTestDatabase, SOUTH } from '../../test/testing.ts';
import { addPerson } from './add-person.ts';
import { findPossibleDuplicates } from './find-duplicates.ts';
import { findPeople } from './find-people.ts';
import { nameSearchKeys } from './name.ts';
import type { ArrivingPerson } from './person.ts';
import { setMergedInto } from './store.ts';
import { recordDifferentPeople, undoDifferentPeople } from './tell-apart.ts';

const { as, asSuperuser } = await openTestDatabase();
const { manager, linkWorker, otherLinkWorker } = ACTORS.north;

const arriving = (fullName: string, changes: Partial<ArrivingPerson> = {}): ArrivingPerson => ({
  names: [{ use: 'legal', fullName }],
  birthDate: { status: 'not_known' },
  nhsNumber: null,
  nhsNumberStatus: 'none',
  gpPracticeId: null,
  gpRegistration: 'not_known',
  contactPoints: [],
  languages: [],
  facts: [],
  ...changes,
});
const phone = (value: string): ArrivingPerson['contactPoints'] => [
  { kind: 'phone', value, belongsTo: 'person', safeToUse: 'yes', preferred: true },
];
const born = (value: string): Pick<ArrivingPerson, 'birthDate'> => ({
  birthDate: { status: 'answered', value },
});
const add = (person: ArrivingPerson, teamId: string = NORTH.teamA, actor = ACTORS.north.system) =>
  as(actor, ctx => addPerson(ctx, person, teamId));
const find = async (text: string, actor: Parameters<typeof as>[0] = manager, page = 1, pageSize = 20) =>
  as(actor, ctx => findPeople(ctx, { text, page, pageSize }));
const namesFor = async (text: string, actor: Parameters<typeof as>[0] = manager) =>
  (await find(text, actor)).people.map(person => person.displayName);

describe('finding people', () => {
  beforeAll(async () => {
    await add(
      arriving('Mohammed Al-Hassan', { nhsNumber: '9990548609', nhsNumberStatus: 'given', ...born('1988') }),
    );
    await add(arriving('محمد الحسن', { contactPoints: phone('+44 7700 900222') }), NORTH.teamB);
    await add(arriving('Muhammed Yusuf'));
    await add(arriving('ሰላም ተስፋይ', { contactPoints: phone('07700 900111') }));
    await add(arriving('Al%_\\ O’Brien'));
    await add(arriving('Mohammed Al-Hassan'), SOUTH.teamA, ACTORS.south.system);
  });

  it.each([
    ['mohamed hassan', ['Mohammed Al-Hassan', 'محمد الحسن']],
    ['محمد', ['محمد الحسن', 'Mohammed Al-Hassan', 'Muhammed Yusuf']],
    ['Yusuf', ['Muhammed Yusuf']],
    ['yus', ['Muhammed Yusuf']],
    ['Youssef Mohammad', ['Muhammed Yusuf']],
    ['Selam', ['ሰላም ተስፋይ']],
    ['obrien', ['Al%_\\ O’Brien']],
    ['%', []],
    ['', []],
    ['Nobody Atall', []],
  ])('“%s” finds %j', async (typed, expected) => {
    expect(await namesFor(typed)).toEqual(expected);
  });

  it.each(['07700 900222', '+447700900222', '0044 7700 900222', '٠٧٧٠٠ ٩٠٠٢٢٢'])(
    'the phone number %s',
    async typed => {
      expect(await namesFor(typed)).toEqual(['محمد الحسن']);
    },
  );

  it('an NHS number, spaced or not', async () => {
    expect(await namesFor('999 054 8609')).toEqual(['Mohammed Al-Hassan']);
    expect(await namesFor('9990548609')).toEqual(['Mohammed Al-Hassan']);
    expect(await namesFor('9990548608')).toEqual([]);
  });

  it('only within the team and the organisation of who asks', async () => {
    expect(await namesFor('mohammed', linkWorker)).toEqual(['Mohammed Al-Hassan', 'Muhammed Yusuf']);
    expect(await namesFor('mohammed', otherLinkWorker)).toEqual(['محمد الحسن']);
    expect(await namesFor('900222', linkWorker)).toEqual([]);
    expect(await namesFor('yusuf', ACTORS.south.manager)).toEqual([]);
    for (const actor of [ACTORS.north.evaluator, ACTORS.north.administrator, ACTORS.north.referrer])
      expect(await namesFor('mohammed', actor)).toEqual([]);
  });

  it('keeps no character in a name that turns the text after it', async () => {
    await add({
      ...arriving('\u202eUnturned\u202c \u2067Person'),
      names: [{ use: 'known_as', fullName: '\u202eUnturned\u202c \u2067Person', family: 'Person\u202e' }],
    });
    expect(await namesFor('unturned')).toEqual(['Unturned Person']);
    const [kept] = await asSuperuser(
      `select full_name, family from person_names where full_name like 'Unturned%'`,
    );
    expect(kept).toEqual({ full_name: 'Unturned Person', family: 'Person' });
  });

  it('counts exactly, whatever page is shown', async () => {
    const first = await find('mohammed', manager, 1, 2);
    const beyond = await find('mohammed', manager, 5, 2);
    expect([first.people.length, first.total]).toEqual([2, 3]);
    expect([beyond.people.length, beyond.total]).toEqual([0, 3]);
  });

  it('finds the record that another was joined to, once', async () => {
    const [known, joined] = await Promise.all([
      add(arriving('Joined Known')),
      add(arriving('Gabriela Joined')),
    ]);
    await as(manager, ctx => setMergedInto(ctx, joined, known));
    expect(await namesFor('gabriela')).toEqual(['Joined Known']);
    expect(await namesFor('joined')).toEqual(['Joined Known']);
  });

  it('shows the number and the birthday that only a joined record knows', async () => {
    const numbered: Partial<ArrivingPerson> = { nhsNumber: '9990000018', nhsNumberStatus: 'given' };
    const known = await add(arriving('Numbered Known'));
    const joined = await add(arriving('Numbered Again', { ...numbered, ...born('1971') }));
    await as(manager, ctx => setMergedInto(ctx, joined, known));
    expect((await find('9990000018')).people).toEqual([
      { id: known, displayName: 'Numbered Known', birthDate: '1971', nhsNumber: '9990000018' },
    ]);
  });

  it('reads only the keys that fit, not the whole table', async () => {
    await asSuperuser(
      `with made as (insert into people (organisation_id, id, team_id, display_name, name_folded, created_at)
         select $1, gen_random_uuid(), $2, 'Crowd ' || n, 'crowd', now() from generate_series(1, 4000) n returning id)
       insert into person_names (organisation_id, id, person_id, use, full_name, folded, recorded_at)
         select $1, gen_random_uuid(), id, 'legal', 'Crowd', 'crowd c' || left(md5(id::text), 6) || ' =crwd=', now() from made`,
      [NORTH.organisationId, NORTH.teamA],
    );
    await asSuperuser('analyze');
    const plan = await as(linkWorker, async ctx => {
      const { rows } = await sql<{ 'QUERY PLAN': string }>`explain (analyze, costs off, timing off)
        select k.person_id from person_search_keys k where k.organisation_id = ${NORTH.organisationId}::uuid
          and k.key >= 'yusuf' collate "C" and k.key < ${'yusuf\u{10ffff}'} collate "C"`.execute(ctx.tx);
      return rows.map(row => row['QUERY PLAN']).join('\n');
    });
    expect(plan).toMatch(/Index.* on person_search_keys|person_search_keys_pkey/);
    expect(plan).not.toMatch(/Seq Scan on person_search_keys/);
    expect(plan).toMatch(/Index Cond:.*key >=/);
    expect(await namesFor('Youssef', linkWorker)).toEqual(['Muhammed Yusuf']);
    expect((await find('crowd', linkWorker)).total).toBe(4000);
  });
});

describe('possible duplicates', () => {
  const search = (id: string, actor = manager) => as(actor, ctx => findPossibleDuplicates(ctx, id));

  it('are found across scripts and with a shared phone, with reasons that add up', async () => {
    const known = await add(
      arriving('Zeinab Rahimi', { contactPoints: phone('07700 900301'), ...born('1990-05-04') }),
    );
    const again = await add(
      arriving('زینب رحیمی', { contactPoints: phone('+447700900301'), ...born('1990-05-04') }),
    );
    const found = await search(again);
    expect(found?.possible.map(each => each.record.id)).toEqual([known]);
    const verdict = found?.possible[0]?.verdict;
    expect(verdict?.reasons.map(reason => reason.text).join(' ')).toMatch(
      /two scripts.*same birth date.*same phone/is,
    );
    const sum = verdict?.reasons.reduce((total, reason) => total + reason.weight, 0) ?? 0;
    expect(sum).toBeCloseTo(verdict?.score ?? -1, 6);
  });

  it('are not made by a shared 1 January, by a different number alone, nor by the record itself', async () => {
    const one = await add(arriving('Tekle Kidane', born('1985-01-01')));
    await add(arriving('Farhad Noori', born('1985-01-01')));
    expect((await search(one))?.possible).toEqual([]);
  });

  it('with the same NHS number come first', async () => {
    const number = { nhsNumber: '9434765919', nhsNumberStatus: 'verified' as const, ...born('1980') };
    const same = await add(arriving('Berhane Haile', number));
    const alike = await add(arriving('Birhane Hailu', born('1980')));
    const again = await add(arriving('Birhane Haile', number));
    const found = await search(again);
    expect(found?.possible.map(each => each.record.id)).toEqual([same, alike]);
    expect(found?.possible[0]?.verdict.level).toBe('certain');
  });

  it('stop at a fence: other teams’ and other services’ people are not shown', async () => {
    const here = await add(arriving('Zoya Petrenko', born('1979-08-09')));
    await add(arriving('Zoya Petrenko', born('1979-08-09')), NORTH.teamB);
    await add(arriving('Zoya Petrenko', born('1979-08-09')), SOUTH.teamA, ACTORS.south.system);
    expect((await search(here, linkWorker))?.possible).toEqual([]);
    expect((await search(here, manager))?.possible).toHaveLength(1);
    expect(await search(here, otherLinkWorker)).toBeNull();
    expect(await search(here, ACTORS.south.manager)).toBeNull();
  });

  it('told apart once stay so for both, until it is undone; said twice changes nothing', async () => {
    const one = await add(arriving('Hawa Diallo', born('1994-02-11')));
    const other = await add(arriving('Awa Diallo', born('1994-02-11')));
    const apart = async (id: string) => (await search(id))?.possible.map(each => each.toldApart);
    expect(await apart(one)).toEqual([false]);
    expect((await as(linkWorker, ctx => recordDifferentPeople(ctx, one, other))).ok).toBe(true);
    expect((await as(manager, ctx => recordDifferentPeople(ctx, other, one))).ok).toBe(true);
    expect([await apart(one), await apart(other)]).toEqual([[true], [true]]);
    const events = await asSuperuser<{ event: string }>(
      `select event from audit_events where event = 'person.told-apart' and subject_id in ($1, $2)`,
      [one, other],
    );
    expect(events).toHaveLength(1);
    expect((await as(manager, ctx => undoDifferentPeople(ctx, other, one))).ok).toBe(true);
    expect(await apart(one)).toEqual([false]);
    expect(await as(manager, ctx => undoDifferentPeople(ctx, other, one))).toEqual({
      ok: false,
      reason: 'not-found',
    });
  });

  it('cannot be told apart by who does not see both', async () => {
    const here = await add(arriving('Ines Marku'));
    const there = await add(arriving('Ines Marku'), NORTH.teamB);
    for (const actor of [linkWorker, otherLinkWorker, ACTORS.south.manager])
      expect(await as(actor, ctx => recordDifferentPeople(ctx, here, there))).toEqual({
        ok: false,
        reason: 'not-found',
      });
    expect(await as(manager, ctx => recordDifferentPeople(ctx, here, here))).toEqual({
      ok: false,
      reason: 'same-record',
    });
  });

  it('compares at most 50 records', async () => {
    const rows = Array.from({ length: 60 }, (_, n) => `Crowd${n} Samename`);
    for (const name of rows) await add(arriving(name, born('2001-03-04')));
    const one = await add(arriving('Crowd0 Samename', born('2001-03-04')));
    const found = await search(one);
    expect(found?.possible.length).toBeLessThanOrEqual(50);
    expect(found?.possible[0]?.record.displayName).toBe('Crowd0 Samename');
  });

  it('keys are the same as those names are found by', () => {
    expect(nameSearchKeys('محمد')).toContain('=mhmd=');
  });
});
