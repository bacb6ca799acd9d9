// Transactions as an actor: who sees what, what is kept, what is undone.
import { sql } from 'kysely';
import { describe, expect, it } from 'vitest';
import { uuidv7 } from '#kernel';
import { ACTORS, NORTH, openTestDatabase, SOUTH } from '../../test/testing.ts';
import { asActor } from './as-actor.ts';
import { connect } from './connect.ts';

const { database, as, asSuperuser } = await openTestDatabase();

describe('acting in the database', () => {
  it('sees only its own organisation', async () => {
    const teams = (actor: Parameters<typeof as>[0]) =>
      as(actor, ctx => ctx.tx.selectFrom('teams').select('organisation_id').execute());
    expect(new Set((await teams(ACTORS.north.manager)).map(row => row.organisation_id))).toEqual(
      new Set([NORTH.organisationId]),
    );
    expect(new Set((await teams(ACTORS.south.manager)).map(row => row.organisation_id))).toEqual(
      new Set([SOUTH.organisationId]),
    );
  });

  it('sees nothing outside a transaction, also on a connection that an actor has just used', async () => {
    await Promise.all(Array.from({ length: 10 }, () => as(ACTORS.north.manager, async () => {})));
    const rows = await database.kysely.selectFrom('accounts').selectAll().execute();
    expect(rows).toEqual([]);
  });

  it('keeps audit and outbox rows with the act, and undoes all three together', async () => {
    const subject = uuidv7();
    const act = (fails: boolean) =>
      as(ACTORS.north.manager, async ctx => {
        ctx.record({
          event: 'test.happened',
          subject: { type: 'test', id: subject },
          detail: { note: 'erasable' },
        });
        ctx.enqueue('test.happened', subject, { one: 1 });
        await sql`select 1`.execute(ctx.tx);
        if (fails) throw new Error('changed my mind');
      });
    await expect(act(true)).rejects.toThrow('changed my mind');
    expect(await asSuperuser('select 1 from audit_events where subject_id = $1', [subject])).toEqual([]);
    await act(false);
    const events = await asSuperuser('select event, actor_id from audit_events where subject_id = $1', [
      subject,
    ]);
    expect(events).toEqual([{ event: 'test.happened', actor_id: ACTORS.north.manager.accountId }]);
    expect(await asSuperuser('select payload from outbox where subject_id = $1', [subject])).toEqual([
      { payload: { one: 1 } },
    ]);
    expect(
      await asSuperuser('select detail from audit_event_details where organisation_id = $1', [
        NORTH.organisationId,
      ]),
    ).toEqual([{ detail: { note: 'erasable' } }]);
  });

  it('fails as a whole when the audit row cannot be written', async () => {
    const name = `Team ${uuidv7()}`;
    const act = as(ACTORS.north.administrator, async ctx => {
      await ctx.tx
        .insertInto('teams')
        .values({ organisation_id: NORTH.organisationId, id: uuidv7(), name })
        .execute();
      ctx.record({ event: 'Not an event name' });
    });
    await expect(act).rejects.toThrow(/check constraint/);
    expect(await asSuperuser('select 1 from teams where name = $1', [name])).toEqual([]);
  });

  it('runs again from the start after a serialisation failure, without keeping what the first try recorded', async () => {
    const subject = uuidv7();
    let tries = 0;
    const value = await asActor(database, ACTORS.north.manager, async ctx => {
      tries += 1;
      ctx.record({ event: 'test.retried', subject: { type: 'test', id: subject } });
      if (tries === 1) throw Object.assign(new Error('conflict'), { code: '40001' });
      return tries;
    });
    expect(value).toBe(2);
    expect(await asSuperuser('select 1 from audit_events where subject_id = $1', [subject])).toHaveLength(1);
  });

  it('sends statements without waiting for the answers to earlier ones, in the order they are asked for', async () => {
    const sent: string[] = [];
    await as(ACTORS.north.manager, async ctx => {
      const first = sql<{ role: string; n: number }>`select app_role() as role, 1 as n`.execute(ctx.tx);
      const second = ctx.tx.selectFrom('teams').select('name').execute();
      void first.then(({ rows }) => sent.push(`${rows[0]?.role} ${rows[0]?.n}`));
      void second.then(() => sent.push('second'));
      const third = sql`select ${3}::int`.execute(ctx.tx);
      sent.push('all three asked');
      await third;
      sent.push('third');
    });
    expect(sent).toEqual(['all three asked', 'manager 1', 'second', 'third']);
  });

  it('refuses to seem kept when a statement had failed and its error was passed over', async () => {
    const name = `Team ${uuidv7()}`;
    const act = as(ACTORS.north.administrator, async ctx => {
      await ctx.tx
        .insertInto('teams')
        .values({ organisation_id: NORTH.organisationId, id: uuidv7(), name })
        .execute();
      await sql`select 1 / 0`.execute(ctx.tx).catch(() => {});
    });
    await expect(act).rejects.toThrow(/nothing was kept/);
    expect(await asSuperuser('select 1 from teams where name = $1', [name])).toEqual([]);
  });

  it('lets no statement of one piece of work reach into the next one on the same connection', async () => {
    const single = connect(database.pool.options, { poolSize: 1 });
    let strays: Promise<unknown> = Promise.resolve();
    const fails = asActor(single, ACTORS.north.manager, async ctx => {
      strays = new Promise(resolve => setImmediate(resolve)).then(() => sql`select 1`.execute(ctx.tx));
      strays.catch(() => {});
      throw new Error('changed my mind');
    });
    await expect(fails).rejects.toThrow('changed my mind');
    const seen = await asActor(single, ACTORS.south.manager, async ctx => {
      await expect(strays).rejects.toThrow(/after its transaction had ended/);
      return ctx.tx.selectFrom('teams').select('organisation_id').execute();
    });
    expect(new Set(seen.map(row => row.organisation_id))).toEqual(new Set([SOUTH.organisationId]));
    await single.close();
  });

  it('says what failed first when several statements were under way', async () => {
    const act = as(ACTORS.north.manager, async ctx => {
      const first = sql`select 1 / 0`.execute(ctx.tx);
      const rest = [1, 2, 3].map(n => sql`select ${n}::int`.execute(ctx.tx));
      await Promise.all([first, ...rest]);
    });
    await expect(act).rejects.toThrow(/division by zero/);
    expect(await as(ACTORS.north.manager, async () => 'still good')).toBe('still good');
  });

  it('runs again after a deadlock that is heard of later than the statements it brought down', async () => {
    let tries = 0;
    const deep = async (work: () => Promise<unknown>, depth: number): Promise<unknown> =>
      depth === 0 ? work() : deep(work, depth - 1);
    const value = await as(ACTORS.north.manager, async ctx => {
      tries += 1;
      const deadlock = sql`do $$ begin raise exception 'two waited for each other' using errcode = '40P01'; end $$`;
      if (tries === 1)
        await Promise.all([
          deep(() => deadlock.execute(ctx.tx), 50),
          ...[1, 2].map(n => sql`select ${n}::int`.execute(ctx.tx)),
        ]);
      return tries;
    });
    expect(value).toBe(2);
  });

  it('keeps nothing when what is recorded cannot be written down', async () => {
    const name = `Team ${uuidv7()}`;
    const act = as(ACTORS.north.administrator, async ctx => {
      await ctx.tx
        .insertInto('teams')
        .values({ organisation_id: NORTH.organisationId, id: uuidv7(), name })
        .execute();
      ctx.record({ event: 'team.made', detail: { number: 1n } });
    });
    await expect(act).rejects.toThrow(TypeError);
    expect(await asSuperuser('select 1 from teams where name = $1', [name])).toEqual([]);
  });

  it('the serving role may not change or remove an audit row, truncate, or own a table', async () => {
    const owned = await asSuperuser(
      `select tablename from pg_tables where schemaname = 'public' and tableowner = 'footbridge_app'`,
    );
    expect(owned).toEqual([]);
    for (const statement of [
      'update audit_events set event = event',
      'delete from audit_events',
      'truncate teams',
    ]) {
      await expect(as(ACTORS.north.system, ctx => sql.raw(statement).execute(ctx.tx))).rejects.toThrow(
        /permission denied/,
      );
    }
  });
});
