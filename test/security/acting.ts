// Raw SQL as the serving role acting for somebody, with triggers and foreign keys switched off: what is left is policies and grants alone.
import pg from 'pg';
import { APP_ROLE } from '#database';
import { type Actor, actingRole } from '#kernel';
import type { TestDatabase } from '../testing.ts';

export type Attempt =
  | { readonly ok: true; readonly count: number; readonly rows: readonly Record<string, unknown>[] }
  /** SQLSTATE: 42501 is a policy or a missing grant, 23505 a row that policies let through to the unique index. */
  | { readonly ok: false; readonly code: string };

export type Try = (text: string, values?: readonly unknown[]) => Promise<Attempt>;

type Bench = {
  /** Runs `work` as the actor, or as nobody (null), in a transaction that is undone. */
  actAs<T>(actor: Actor | null, work: (attempt: Try) => Promise<T>): Promise<T>;
  close(): Promise<void>;
};

export async function openBench({ host, name }: Pick<TestDatabase, 'host' | 'name'>): Promise<Bench> {
  const client = new pg.Client({ host, user: 'postgres', database: name });
  await client.connect();
  await client.query('set session_replication_role = replica');
  const attempt: Try = async (text, values = []) => {
    await client.query('savepoint before');
    try {
      const { rowCount, rows } = await client.query(text, [...values]);
      return { ok: true, count: rowCount ?? 0, rows };
    } catch (error) {
      return { ok: false, code: (error as { code?: string }).code ?? 'unknown' };
    } finally {
      await client.query('rollback to savepoint before');
    }
  };
  return {
    async actAs(actor, work) {
      await client.query('begin');
      try {
        await client.query(`set local role ${APP_ROLE}`);
        if (actor) await become(client, actor);
        return await work(attempt);
      } finally {
        await client.query('rollback');
      }
    },
    close: () => client.end(),
  };
}

/** The same settings as `asActor` makes. */
async function become(client: pg.Client, actor: Actor): Promise<void> {
  const staff = actor.kind === 'staff' ? actor : null;
  const settings = {
    organisation_id: actor.kind === 'gate' ? '' : actor.organisationId,
    role: actingRole(actor),
    account_id: staff?.accountId ?? (actor.kind === 'client' ? actor.clientId : ''),
    team_id: staff?.teamId ?? '',
    referring_organisation_id: (actor.kind === 'client' ? actor : staff)?.referringOrganisationId ?? '',
  };
  for (const [name, value] of Object.entries(settings))
    await client.query('select set_config($1, $2, true)', [`app.${name}`, value]);
}
