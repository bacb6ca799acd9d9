// Seeding a real database: everything arrives, kept counts are right, services and roles see only what is theirs.

import { Temporal } from 'temporal-polyfill';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Ctx, connect, type Database } from '#database';
import { type Actor, clockAt, type Role, type StaffActor } from '#kernel';
import { saveMessageBack } from '#messages';
import { openTestDatabase } from '../../../test/testing.ts';
import { makeDemonstration, type PersonRows, type SeedProgress, seedDemonstration } from '../index.ts';
import { PERSON_TABLES, SERVICE_TABLES } from '../plan.ts';

const { database, owner, as, asSuperuser } = await openTestDatabase();
const SEED = {
  seed: 2026,
  people: 60,
  clock: clockAt('2026-03-10T08:00:00Z'),
  passwordHash: '$argon2id$not-a-hash',
};
const plan = makeDemonstration({ ...SEED, today: Temporal.PlainDate.from('2026-03-10') });
const [north, south] = plan.organisations;
if (!north || !south) throw new Error('two services are made');

const GP_ENTRY = '00000000-0000-4000-8000-00000000d003';
let ownerDatabase: Database;
const progress: SeedProgress[] = [];

beforeAll(async () => {
  ownerDatabase = connect(owner, { poolSize: 2 });
  await addDirectoryEntry();
  await seedDemonstration(ownerDatabase, database, { ...SEED, report: one => progress.push(one) });
});
afterAll(() => ownerDatabase.close());

async function addDirectoryEntry(): Promise<void> {
  await asSuperuser(`insert into directory_sources (id, code, name, publisher, url, licence, attribution, as_of)
    values ('00000000-0000-4000-8000-00000000d001', 'a-source', 'A source', 'A publisher', 'https://a.example', 'CC0', 'none', '2026')`);
  await asSuperuser(`insert into directory_organizations (id, source_id, original_id, name)
    values ('00000000-0000-4000-8000-00000000d002', '00000000-0000-4000-8000-00000000d001', '1', 'A practice')`);
  await asSuperuser(
    `insert into directory_services (id, source_id, original_id, organization_id, name, kinds, name_folded, search)
    values ($1, '00000000-0000-4000-8000-00000000d001', '1', '00000000-0000-4000-8000-00000000d002', 'The Real Surgery',
      '{navigation,NAV-GP}', 'the real surgery', to_tsvector('simple', 'the real surgery'))`,
    [GP_ENTRY],
  );
}

const staffOf = (organisation: typeof north, role: Role, index = 0): StaffActor => {
  const account = organisation.rows.accounts.filter(row => row.role === role)[index];
  if (!account) throw new Error(`no ${role}`);
  return {
    kind: 'staff',
    organisationId: organisation.organisation.id,
    accountId: account.id,
    role,
    name: account.name,
    teamId: account.team_id ?? null,
    referringOrganisationId: account.referring_organisation_id ?? null,
  };
};

const idsOf = (actor: Actor, table: 'people' | 'referrals' | 'contacts') =>
  as(actor, async (ctx: Ctx) => {
    const rows = await ctx.tx.selectFrom(table).select('id').execute();
    return rows.map(row => row.id).sort();
  });

const planned = (organisation: typeof north): PersonRows[] => [...organisation.people()];

/** What groups add when people are there already. */
const LATER: Readonly<Record<string, string>> = {
  contacts: 'and group_session_id is null',
  person_facts: "and kind <> 'preference_mix'",
};

describe('seeding', () => {
  it('writes every row of the plan, for each table of each service', async () => {
    for (const organisation of plan.organisations) {
      const people = planned(organisation);
      for (const table of [...SERVICE_TABLES, ...PERSON_TABLES]) {
        const [counted] = await asSuperuser<{ count: number }>(
          `select count(*)::int as count from ${table} where organisation_id = $1 ${LATER[table] ?? ''}`,
          [organisation.organisation.id],
        );
        const wanted =
          table in organisation.rows
            ? organisation.rows[table as (typeof SERVICE_TABLES)[number]].length
            : people.reduce((sum, person) => sum + person[table as (typeof PERSON_TABLES)[number]].length, 0);
        expect([table, counted?.count]).toEqual([table, wanted]);
      }
    }
    expect(progress.map(one => [one.people, one.of])).toEqual([
      [42, 42],
      [18, 18],
    ]);
  });

  it('keeps values as they were made: names in any script, answers, times', async () => {
    const person = planned(north)[0];
    if (!person) throw new Error('nobody');
    const id = person.people[0]?.id;
    const names = await asSuperuser<{ full_name: string }>(
      'select full_name from person_names where person_id = $1 order by id',
      [id],
    );
    expect(names.map(name => name.full_name).sort()).toEqual(
      person.person_names.map(name => name.full_name).sort(),
    );
    const facts = await asSuperuser<{ value: unknown }>(
      `select value from person_facts where person_id = $1 and kind = 'interpreter'`,
      [id],
    );
    expect(facts[0]?.value).toBe(person.person_facts.find(fact => fact.kind === 'interpreter')?.value);
    const [kept] = await asSuperuser<{ received_at: Date }>(
      'select received_at from referrals where id = $1',
      [person.referrals[0]?.id],
    );
    expect(kept?.received_at.getTime()).toBe(new Date(String(person.referrals[0]?.received_at)).getTime());
  });

  it('keeps the counts of open work right', async () => {
    const wrong = await asSuperuser(`select w.account_id from link_workers w where
      w.open_tasks <> (select count(*) from tasks t where t.worker_id = w.account_id and t.state = 'open')
      or w.open_referrals <> (select count(*) from referrals r where r.worker_id = w.account_id and r.state in ('allocated', 'active'))`);
    expect(wrong).toEqual([]);
    const [busy] = await asSuperuser<{ sum: number }>('select sum(open_tasks)::int as sum from link_workers');
    expect(busy?.sum).toBeGreaterThan(30);
  });

  it('records one event a service, and marks all of it as a demonstration', async () => {
    const events = await asSuperuser<{ event: string; actor_kind: string; detail: { seed: number } }>(
      `select e.event, e.actor_kind, d.detail from audit_events e join audit_event_details d on d.event_id = e.id
       where e.organisation_id = any($1)`,
      [plan.organisations.map(one => one.organisation.id)],
    );
    expect(events.map(one => [one.event, one.actor_kind, one.detail.seed])).toEqual([
      ['demonstration.seeded', 'system', 2026],
      ['demonstration.seeded', 'system', 2026],
    ]);
    const real = await asSuperuser(
      `select 1 from accounts a join organisations o on o.id = a.organisation_id
      where o.slug in ('northbridge', 'thamesmere') and not (a.demonstration and o.demonstration and a.password_hash = $1)`,
      [SEED.passwordHash],
    );
    expect(real).toEqual([]);
  });

  it('points steps, and messages about them, at the directory where it has what they need', async () => {
    const steps = await asSuperuser<{ service_id: string | null; service_name: string }>(
      `select service_id, service_name from steps where service_name is not null`,
    );
    expect(steps.filter(step => step.service_name === 'A GP surgery near home')).toEqual([]);
    const linked = steps.filter(step => step.service_id !== null);
    expect(linked.length).toBeGreaterThan(0);
    for (const step of linked)
      expect(step).toEqual({ service_id: GP_ENTRY, service_name: 'The Real Surgery' });
    const messages = await asSuperuser(
      `select 1 from messages_back where content::text like '%A GP surgery near home%'`,
    );
    expect(messages).toEqual([]);
  });

  it('writes messages that the service itself would accept', async () => {
    const messages = planned(north).flatMap(person => person.messages_back);
    for (const kind of ['accepted', 'declined', 'question', 'closed'])
      expect(messages.map(message => message.kind)).toContain(kind);
    const saved = as(staffOf(north, 'manager'), async ctx => {
      for (const message of messages) {
        const kept = await saveMessageBack(ctx, message.referral_id, message.content as never);
        expect(kept.ok).toBe(true);
      }
      throw new Error('all were accepted');
    });
    await expect(saved).rejects.toThrow('all were accepted');
  });

  it('leaves a service that is there as it is', async () => {
    expect(await seedDemonstration(ownerDatabase, database, { ...SEED, seed: 1 })).toEqual({
      people: 0,
      referrals: 0,
    });
    const [counted] = await asSuperuser<{ count: number }>(
      `select count(*)::int as count from organisations where demonstration`,
    );
    expect(counted?.count).toBe(2);
  });
});

describe('who sees what was seeded', () => {
  it('shows a manager all of their own service and nothing of the other', async () => {
    for (const organisation of [north, south]) {
      const own = planned(organisation);
      expect(await idsOf(staffOf(organisation, 'manager'), 'people')).toEqual(
        own.flatMap(person => person.people.map(row => row.id)).sort(),
      );
      expect(await idsOf(staffOf(organisation, 'manager'), 'referrals')).toEqual(
        own.flatMap(person => person.referrals.map(row => row.id)).sort(),
      );
    }
  });

  it('shows a link worker the people of their own team', async () => {
    const worker = staffOf(north, 'link_worker');
    const team = planned(north)
      .flatMap(person => person.people)
      .filter(row => row.team_id === worker.teamId);
    expect(team.length).toBeGreaterThan(5);
    expect(team.length).toBeLessThan(north.peopleCount);
    expect(await idsOf(worker, 'people')).toEqual(team.map(row => row.id).sort());
  });

  it('shows a referrer what their place sent, and no conversations', async () => {
    const referrer = staffOf(north, 'referrer');
    const sent = planned(north)
      .flatMap(person => person.referrals)
      .filter(row => row.referring_organisation_id === referrer.referringOrganisationId);
    expect(sent.length).toBeGreaterThan(3);
    expect(await idsOf(referrer, 'referrals')).toEqual(sent.map(row => String(row.id)).sort());
    expect(await idsOf(referrer, 'people')).toEqual(
      [...new Set(sent.map(row => String(row.person_id)))].sort(),
    );
    expect(await idsOf(referrer, 'contacts')).toEqual([]);
  });

  it('shows evaluators, administrators and the public nobody', async () => {
    for (const role of ['evaluator', 'administrator'] as const)
      expect(await idsOf(staffOf(north, role), 'people')).toEqual([]);
    expect(await idsOf({ kind: 'public', organisationId: north.organisation.id }, 'people')).toEqual([]);
  });
});
