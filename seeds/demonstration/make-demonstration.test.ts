// The demonstration as a whole: repeatable, complete, in order, plainly fictional, and silent on anybody's papers.
import { readFileSync } from 'node:fs';
import { parse } from 'csv-parse/sync';
import { Temporal } from 'temporal-polyfill';
import { describe, expect, it } from 'vitest';
import { isFirstJanuary, isTestNhsNumber, LANGUAGES, parseNhsNumber, ROLES } from '#kernel';
import { possibleDuplicate } from '#people';
import { CLOSE_REASONS, DECLINE_REASONS, respondBy, STATES, type Urgency } from '#referrals';
import { type DemonstrationPlan, demonstrationSignIns, makeDemonstration, type PersonRows } from './index.ts';
import { PERSON_TABLES } from './plan.ts';

const today = Temporal.PlainDate.from('2026-03-10');
const make = (seed: number, people = 60): DemonstrationPlan => makeDemonstration({ seed, people, today });
const plan = make(2026);
const organisations = plan.organisations.map(one => ({ ...one, everybody: [...one.people()] }));
const everybody = organisations.flatMap(one => one.everybody);
const [north, south] = organisations;

const all = <Table extends keyof PersonRows>(
  table: Table,
  of: readonly PersonRows[] = everybody,
): PersonRows[Table] => of.flatMap(person => person[table] as never[]) as unknown as PersonRows[Table];

const UUID = /^[0-9a-f]{8}-[0-9a-f-]{27}$/;

/** Every text in a value, at any depth. */
const textsIn = (value: unknown): string[] =>
  typeof value === 'string'
    ? [value]
    : value !== null && typeof value === 'object'
      ? Object.values(value).flatMap(textsIn)
      : [];

const instant = (text: unknown): number => Temporal.Instant.from(String(text)).epochMilliseconds;

describe('a demonstration', () => {
  it('is the same for the same seed, ids included, each time it is read', () => {
    const text = (one: DemonstrationPlan) =>
      JSON.stringify(
        one.organisations.map(({ organisation, rows, people }) => [organisation, rows, [...people()]]),
      );
    expect(text(make(2026))).toBe(text(plan));
    expect(text(make(2027))).not.toBe(text(plan));
  });

  it('has 60 people with 150 referrals, in every state at both services', () => {
    expect(organisations.map(one => [one.peopleCount, one.everybody.length])).toEqual([
      [42, 42],
      [18, 18],
    ]);
    expect(all('referrals')).toHaveLength(150);
    for (const { everybody: own } of organisations)
      expect(new Set(all('referrals', own).map(row => row.state))).toEqual(new Set(STATES));
  });

  it('has every role at both services, and one address a person', () => {
    const signIns = demonstrationSignIns(plan);
    for (const { organisation } of organisations)
      expect(
        new Set(signIns.filter(one => one.organisation === organisation.name).map(one => one.role)),
      ).toEqual(new Set(ROLES));
    expect(new Set(signIns.map(one => one.email)).size).toBe(signIns.length);
    expect(signIns).toContainEqual({
      role: 'link_worker',
      name: 'Amina Hassan',
      email: 'amina.hassan@northbridge.example',
      organisation: 'Northbridge Social Prescribing',
    });
  });

  it('shares no person, id or NHS number between the services', () => {
    const ids = organisations.map(
      one => new Set(one.everybody.flatMap(person => textsIn(person).filter(text => UUID.test(text)))),
    );
    expect([...(ids[0] ?? [])].filter(id => ids[1]?.has(id))).toEqual([]);
    const numbers = all('people').flatMap(person => person.nhs_number ?? []);
    expect(new Set(numbers).size).toBe(numbers.length);
  });

  it('grows with the number of people asked for: staff, senders, referrals', () => {
    const [larger] = make(1, 2000).organisations;
    expect(larger?.rows.link_workers).toHaveLength(35);
    expect(larger?.rows.referring_organisations).toHaveLength(8);
    expect(new Set(larger?.rows.accounts.map(row => row.email)).size).toBe(larger?.rows.accounts.length);
    expect(make(1, 1).organisations.map(one => [...one.people()].length)).toEqual([1, 0]);
  });
});

describe('people of the demonstration', () => {
  it('have test NHS numbers with a right check digit', () => {
    const numbers = all('people').flatMap(person => person.nhs_number ?? []);
    expect(numbers.length).toBeGreaterThan(30);
    for (const number of numbers) {
      expect(parseNhsNumber(number)).toEqual({ ok: true, value: number });
      expect(isTestNhsNumber(number)).toBe(true);
    }
  });

  it('have only numbers and addresses that belong to nobody', () => {
    const texts = organisations.flatMap(one => [
      ...textsIn(one.organisation),
      ...textsIn(one.rows),
      ...textsIn(one.everybody),
    ]);
    const phones = texts
      .filter(text => !UUID.test(text))
      .flatMap(text => text.match(/(?:\+44|\b0)[0-9 ]{8,}[0-9]/g) ?? []);
    expect(phones.length).toBeGreaterThan(100);
    const fictional = /^(?:(?:\+44 7|07)700 900\d{3}|0113 496 0\d{3}|020 7946 0\d{3})$/;
    expect(phones.filter(phone => !fictional.test(phone))).toEqual([]);
    const emails = texts.flatMap(text => text.match(/[^\s@]+@[^\s@]+/g) ?? []);
    expect(emails.length).toBeGreaterThan(40);
    for (const email of emails)
      expect(email).toMatch(/@(?:[a-z0-9-]+\.)*(?:[a-z0-9-]+\.example|example\.org)$/);
    for (const { postcode } of all('person_contact_points'))
      if (postcode) expect(postcode).toMatch(/^(?:NB|TM)\d \d[A-Z]{2}$|^ZZ99 3VZ$/);
  });

  it('come from many places, with names in their own scripts, single names and dates as far as they are known', () => {
    expect(new Set(all('person_languages').map(row => row.language)).size).toBeGreaterThan(25);
    const known = new Set(LANGUAGES.map(language => language.tag));
    for (const { language } of all('person_languages')) expect(known).toContain(language);
    const scripts = all('person_names')
      .map(row => row.full_name)
      .join(' ');
    for (const script of ['Arabic', 'Ethiopic', 'Cyrillic', 'Bengali', 'Han'])
      expect(scripts).toMatch(new RegExp(`\\p{Script=${script}}`, 'u'));
    expect(all('people').filter(person => !person.display_name.includes(' ')).length).toBeGreaterThan(0);
    const dates = all('people').flatMap(person => person.birth_date ?? []);
    const firsts = dates.filter(isFirstJanuary);
    expect(new Set(firsts).size).toBeLessThan(firsts.length);
    expect(new Set(dates.map(date => date.length))).toEqual(new Set([4, 7, 10]));
    expect(all('people').some(person => person.birth_date === null)).toBe(true);
  });

  it('include some who are there twice, spelt differently, waiting for triage', () => {
    const sketch = (person: PersonRows) => ({
      names: person.person_names.map(name => name.full_name),
      birthDate: person.people[0]?.birth_date ?? null,
      nhsNumber: person.people[0]?.nhs_number ?? null,
      nhsNumberVerified: false,
      phones: person.person_contact_points.filter(point => point.kind === 'phone').map(point => point.value),
      postcodes: [],
      languages: person.person_languages.map(language => language.language),
    });
    for (const index of [8, 20, 32]) {
      const [first, again] = [north?.everybody[index - 1], north?.everybody[index]];
      if (!first || !again) throw new Error('too few people');
      expect(again.people[0]?.display_name).not.toBe(first.people[0]?.display_name);
      expect(possibleDuplicate(sketch(first), sketch(again)).level).toMatch(/certain|likely|possible/);
      expect(again.referrals.map(referral => referral.state)).toEqual(['received']);
    }
    expect(
      possibleDuplicate(sketch(everybody[0] as PersonRows), sketch(everybody[2] as PersonRows)).level,
    ).toBe('unlikely');
  });

  it('live in homes, shared houses and hotels, with friends, or nowhere fixed', () => {
    const addresses = all('person_contact_points', [
      ...make(3, 300).organisations.flatMap(one => [...one.people()]),
    ])
      .filter(point => point.kind === 'address')
      .map(point => point.value)
      .join('\n');
    expect(addresses).toMatch(/Hotel/);
    expect(addresses).toMatch(/No fixed address/);
    expect(addresses).toMatch(/Staying with a friend/);
  });
});

describe('what is said of people', () => {
  const SAYS_TOO_MUCH =
    /asylum|refuge|\bvisas?\b|undocumented|migra|deport|passport|leave to remain|home office|sponsor|resettle|detain|detention|nrpf|overstay|traffick|\bpapers\b.*\bstatus\b|immigration status/i;

  // Codes are not words: `immigration` is the category of wanting regulated advice, and the kind of a gap in finding it.
  const saidIn = (table: string, row: object): string[] =>
    textsIn(
      Object.entries(row).flatMap(([name, said]) =>
        name === 'category' || (table === 'unmet_needs' && name === 'kind') ? [] : [said],
      ),
    );

  it('never names their immigration status, in any text of any record', () => {
    const many = make(11, 200).organisations.flatMap(one => [...one.people()]);
    const found = [...everybody, ...many].flatMap(person =>
      PERSON_TABLES.flatMap(table =>
        (person[table] as readonly object[]).flatMap(row => saidIn(table, row)),
      ).filter(text => SAYS_TOO_MUCH.test(text)),
    );
    expect(found).toEqual([]);
    expect(SAYS_TOO_MUCH.test('Waiting for an answer to an asylum claim')).toBe(true);
  });

  it('has no slot left open and no word for nothing', () => {
    expect(textsIn(everybody).filter(text => /[{}]|undefined|\bnull\b|NaN/.test(text))).toEqual([]);
  });

  it('differs from person to person', () => {
    const reasons = all('referrals').map(row => row.reason);
    expect(new Set(reasons).size).toBeGreaterThan(reasons.length * 0.9);
    for (const reason of reasons) expect(String(reason).length).toBeGreaterThan(15);
  });

  it('asks only for help that the wider range has', () => {
    const types = parse(readFileSync(new URL('../content/intervention-types.csv', import.meta.url)), {
      columns: true,
    }) as { code: string; category: string }[];
    const categoryOf = new Map(types.map(type => [type.code, type.category]));
    for (const { code } of all('referral_interventions')) expect([...categoryOf.keys()]).toContain(code);
    for (const { intervention_code } of all('steps'))
      expect([...categoryOf.keys()]).toContain(intervention_code);
    const categories = new Set([...categoryOf.values()]);
    for (const { category } of all('plan_needs')) expect(categories).toContain(category);
    expect(new Set(all('referral_interventions').map(row => row.code)).size).toBeGreaterThan(25);
  });
});

describe('the year that is shown', () => {
  const before = today.toZonedDateTime('Europe/London').epochMilliseconds;

  it('runs forwards: each referral from its arrival through its history to where it stands', () => {
    for (const person of everybody)
      for (const referral of person.referrals) {
        const history = person.referral_events.filter(event => event.referral_id === referral.id);
        expect(history[0]).toMatchObject({
          from_state: null,
          to_state: 'received',
          at: referral.received_at,
        });
        expect(history.at(-1)?.to_state).toBe(referral.state);
        for (const [place, event] of history.entries()) {
          const next = history[place + 1];
          if (!next) continue;
          expect(next.from_state).toBe(event.to_state);
          expect(instant(next.at)).toBeGreaterThan(instant(event.at));
        }
        const times = [
          referral.received_at,
          referral.decided_at,
          referral.allocated_at,
          referral.first_contact_at,
          referral.closed_at,
        ]
          .filter(at => at != null)
          .map(instant);
        expect(times).toEqual([...times].sort((a, b) => a - b));
      }
  });

  it('has not happened yet where it lies ahead: all that is past ended before today', () => {
    const columns = [
      'at',
      'received_at',
      'decided_at',
      'allocated_at',
      'first_contact_at',
      'closed_at',
      'happened_at',
      'recorded_at',
      'created_at',
      'updated_at',
      'ended_at',
      'made_at',
      'read_at',
      'asked_at',
      'answered_at',
      'reviewed_at',
    ];
    let seen = 0;
    for (const person of everybody)
      for (const table of PERSON_TABLES)
        for (const row of person[table] as Record<string, unknown>[])
          for (const column of columns) {
            if (row[column] == null) continue;
            seen += 1;
            expect(instant(row[column]), `${table}.${column}`).toBeLessThan(before);
            expect(instant(row[column])).toBeGreaterThan(before - 375 * 86_400_000);
          }
    expect(seen).toBeGreaterThan(3000);
  });

  it('owes answers by the day the service would say, and some are late', () => {
    for (const row of all('referrals'))
      expect(instant(row.respond_by)).toBe(
        respondBy(Temporal.Instant.from(String(row.received_at)), row.urgency as Urgency, 5)
          .epochMilliseconds,
      );
    expect(all('referrals').some(row => row.state === 'received' && instant(row.respond_by) < before)).toBe(
      true,
    );
  });

  it('has decisions with the reasons that the service knows', () => {
    for (const row of all('referrals')) {
      if (row.state === 'declined') expect(Object.keys(DECLINE_REASONS)).toContain(row.decline_reason);
      if (row.state === 'closed') expect(Object.keys(CLOSE_REASONS)).toContain(row.close_reason);
    }
    expect(new Set(all('referrals').map(row => row.close_reason)).size).toBeGreaterThan(3);
    expect(all('referral_questions').some(row => row.answer === null)).toBe(true);
    expect(all('referral_questions').some(row => row.answer !== null)).toBe(true);
  });

  it('leaves work that is overdue, due today and for later, and none before the task was made', () => {
    const open = all('tasks').filter(task => task.state === 'open');
    const day = today.toString();
    expect(open.some(task => String(task.due_on) < day)).toBe(true);
    expect(open.some(task => task.due_on === day)).toBe(true);
    expect(open.some(task => String(task.due_on) > day)).toBe(true);
    for (const task of all('tasks'))
      expect(String(task.due_on) >= String(task.created_at).slice(0, 10)).toBe(true);
  });

  it('has goals in all six domains, and measures of which some answers and some ends are missing', () => {
    expect(new Set(all('goals').map(goal => goal.domain)).size).toBe(6);
    const responses = all('measure_responses');
    const ended = new Set(responses.filter(row => row.point === 'end').map(row => row.referral_id));
    expect(ended.size).toBeGreaterThan(10);
    expect(
      all('referrals').some(
        row =>
          row.state === 'closed' &&
          !ended.has(String(row.id)) &&
          responses.some(one => one.referral_id === row.id),
      ),
    ).toBe(true);
    const answers = responses.flatMap(
      row => row.answers as unknown as { value: number | null; missing: string | null }[],
    );
    expect(answers.some(answer => answer.value === null && answer.missing !== null)).toBe(true);
    for (const { value, missing } of answers) expect((value === null) === (missing !== null)).toBe(true);
  });

  it('says how interpreting was done, and why where it fell short', () => {
    const ways = new Set(all('contacts').map(contact => contact.interpreter));
    for (const way of ['not_needed', 'professional', 'bilingual_worker']) expect(ways).toContain(way);
    for (const contact of all('contacts'))
      if (contact.interpreter === 'none_available' || contact.interpreter === 'family_or_friend')
        expect(contact.interpreter_reason).toBeTruthy();
  });

  it.each(['2026-01-01', '2026-04-07', '2026-08-30', '2026-10-25', '2027-01-03'])(
    'holds together whatever the day is: %s',
    shownOn => {
      const day = Temporal.PlainDate.from(shownOn);
      const start = day.toZonedDateTime('Europe/London').epochMilliseconds;
      for (const { people } of makeDemonstration({ seed: 5, people: 60, today: day }).organisations) {
        const own = [...people()];
        expect(new Set(all('referrals', own).map(row => row.state))).toEqual(new Set(STATES));
        expect(all('referral_events', own).filter(event => instant(event.at) >= start)).toEqual([]);
        expect(all('contacts', own).filter(contact => instant(contact.recorded_at) >= start)).toEqual([]);
        expect(all('tasks', own).some(task => task.state === 'open' && String(task.due_on) < shownOn)).toBe(
          true,
        );
      }
    },
  );

  it('gives each table rows of one shape, so that they can be written together', () => {
    for (const table of PERSON_TABLES) {
      const shapes = new Set(
        everybody.flatMap(person => (person[table] as object[]).map(row => Object.keys(row).sort().join())),
      );
      expect([table, shapes.size]).toEqual([table, 1]);
    }
    expect(south?.everybody.length).toBe(18);
  });
});
