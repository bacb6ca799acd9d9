// What policies remember within a transaction: what was found in sight stays so until its end, for this actor, and for nobody else.
import { sql } from 'kysely';
import { describe, expect, it } from 'vitest';
import { startRecord } from '../../test/records.ts';
import { ACTORS, NORTH, openTestDatabase } from '../../test/testing.ts';
import type { Ctx } from './ctx.ts';

const test = await openTestDatabase();
const { as, asSuperuser } = test;
const { linkWorker, otherLinkWorker, manager, referrer } = ACTORS.north;

const own = await startRecord(test, { name: 'Own Team', state: 'active', workerId: linkWorker.accountId });
const other = await startRecord(test, {
  name: 'Other Team',
  teamId: NORTH.teamB,
  state: 'active',
  workerId: otherLinkWorker.accountId,
});

async function namesOf(ctx: Ctx, personId: string): Promise<number> {
  const { rows } = await sql<{ count: number }>`select count(*) from person_names
    where organisation_id = ${NORTH.organisationId}::uuid and person_id = ${personId}::uuid`.execute(ctx.tx);
  return rows[0]?.count ?? 0;
}
const remembered = async (ctx: Ctx) =>
  (await sql<{ id: string }>`select current_setting('app.person_in_sight', true) as id`.execute(ctx.tx))
    .rows[0]?.id;

describe('a person in sight', () => {
  it('is remembered once found, and nobody else is in sight by it', async () => {
    await as(linkWorker, async ctx => {
      expect(await namesOf(ctx, own.personId)).toBe(1);
      expect(await remembered(ctx)).toBe(own.personId);
      expect(await namesOf(ctx, other.personId)).toBe(0);
      expect(await namesOf(ctx, own.personId)).toBe(1);
    });
  });

  it('is forgotten at the end of the transaction, also on the same connection', async () => {
    const database = test.database;
    await as(linkWorker, ctx => namesOf(ctx, own.personId));
    for (let again = 0; again < database.pool.totalCount + 1; again += 1)
      await as(otherLinkWorker, async ctx => {
        expect([null, '']).toContain(await remembered(ctx));
        expect(await namesOf(ctx, own.personId)).toBe(0);
      });
  });

  it('is not remembered for those who see everybody, nor by what a function looks up as the system', async () => {
    await as(manager, async ctx => {
      expect(await namesOf(ctx, other.personId)).toBe(1);
      expect([null, '']).toContain(await remembered(ctx));
    });
    await as(linkWorker, async ctx => {
      await sql`select set_config('app.role', 'system', true)`.execute(ctx.tx);
      const { rows } = await sql`select look_for_person(${other.personId}::uuid) as found`.execute(ctx.tx);
      await sql`select set_config('app.role', 'link_worker', true)`.execute(ctx.tx);
      expect(rows).toEqual([{ found: true }]);
      expect(await namesOf(ctx, other.personId)).toBe(0);
    });
  });

  it('is one of the own organisation: an id of another is found by nobody', async () => {
    for (const actor of [ACTORS.south.linkWorker, ACTORS.south.manager, ACTORS.south.system])
      await as(actor, async ctx => {
        const { rows } =
          await sql`select look_for_person(${own.personId}::uuid) as person, look_for_referral(${own.referralId}::uuid) as referral`.execute(
            ctx.tx,
          );
        expect(rows).toEqual([{ person: false, referral: false }]);
        expect(await namesOf(ctx, own.personId)).toBe(0);
      });
  });

  it('is for a referrer whoever their organisation sent', async () => {
    const sent = await startRecord(test, { name: 'Sent Here' });
    await asSuperuser('update referrals set referring_organisation_id = $1 where id = $2', [
      referrer.referringOrganisationId,
      sent.referralId,
    ]);
    await as(referrer, async ctx => {
      expect(await namesOf(ctx, own.personId)).toBe(0);
      expect(await namesOf(ctx, sent.personId)).toBe(1);
      expect(await namesOf(ctx, own.personId)).toBe(0);
    });
  });
});

describe('sealing', () => {
  it('asks for what came after the last seal by the index, however much was sealed before', async () => {
    await asSuperuser(
      `insert into audit_events (organisation_id, id, xact, actor_kind, event)
       select $1, gen_random_uuid(), n::text::xid8, 'system', 'test.filled' from generate_series(1, 3000) n`,
      [ACTORS.south.manager.organisationId],
    );
    await asSuperuser('analyze audit_events');
    const lines = await asSuperuser<{ 'QUERY PLAN': string }>(
      `explain (analyze, timing off, summary off, buffers off) select true from audit_events e
       where e.organisation_id = '${ACTORS.south.manager.organisationId}' and e.xact > '2999'::xid8 limit 1`,
    );
    const plan = lines.map(line => line['QUERY PLAN']).join('\n');
    expect(plan).toMatch(/audit_events_to_seal/);
    expect(plan).toMatch(/Index Cond: .*xact > '2999'/);
  });
});
