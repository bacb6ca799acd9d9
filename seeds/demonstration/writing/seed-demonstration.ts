// Writes a demonstration into a database without organisations: one transaction a service, so that none is ever half there.
import { setImmediate } from 'node:timers/promises';
import { sql } from 'kysely';
import { asActor, type Ctx, type Database, organisationOf } from '#database';
import { type Clock, londonDay, type SystemActor } from '#kernel';
import { writeGroups } from '../groups/write-groups.ts';
import { makeDemonstration } from '../make-demonstration.ts';
import {
  type DemonstrationPlan,
  emptyPersonRows,
  type OrganisationPlan,
  PERSON_TABLES,
  type PersonRows,
  type PersonTable,
  SERVICE_TABLES,
} from '../plan.ts';
import { linkServices, loadServicePool } from './directory-links.ts';
import { insertRows } from './insert-rows.ts';
import { seedTrust } from './seed-trust.ts';

export type SeedOptions = {
  readonly seed: number;
  /** Over both services. */
  readonly people: number;
  /** Its day in London is the day the demonstration is made for. */
  readonly clock: Clock;
  /** One for all demonstration accounts, made by the caller. */
  readonly passwordHash: string;
  /** Told after each few hundred people. */
  readonly report?: (progress: SeedProgress) => void;
};
export type SeedProgress = { readonly organisation: string; readonly people: number; readonly of: number };
export type SeedCounts = { readonly people: number; readonly referrals: number };

const PEOPLE_A_BATCH = 250;
/** Making people keeps the thread; now and then it is left to what waits to be sent. */
const PEOPLE_BETWEEN_BREATHS = 10;

/**
 * Makes and writes the demonstration. A service that is there already is left as it is.
 * @param owner the connection that may add organisations; it works as the system, under row-level security.
 * @param database the serving role's, which counts at the end what the services can see of themselves.
 * @throws when that is not what was written.
 */
export async function seedDemonstration(
  owner: Database,
  database: Database,
  options: SeedOptions,
): Promise<SeedCounts> {
  const plan = makeDemonstration({ ...options, today: londonDay(options.clock()) });
  let [people, referrals] = [0, 0];
  for (const organisation of plan.organisations) {
    const actor: SystemActor = { kind: 'system', organisationId: organisation.organisation.id };
    const written = await asActor(owner, actor, ctx => writeOrganisation(ctx, plan, organisation, options));
    if (written === null) continue;
    const seen = await asActor(database, actor, countOwn);
    if (seen.people !== written.people || seen.referrals !== written.referrals)
      throw new Error(`${organisation.organisation.name} does not see all that was seeded for it`);
    people += written.people;
    referrals += written.referrals;
  }
  return { people, referrals };
}

async function writeOrganisation(
  ctx: Ctx,
  plan: DemonstrationPlan,
  organisation: OrganisationPlan,
  options: SeedOptions,
): Promise<SeedCounts | null> {
  const { id, slug } = organisation.organisation;
  const { rows: there } = await sql`select 1 from organisation_by_slug(${slug})`.execute(ctx.tx);
  if (there.length > 0) return null;
  await ctx.tx.insertInto('organisations').values(organisation.organisation).execute();
  const withPassword = organisation.rows.accounts.map(row => ({
    ...row,
    password_hash: options.passwordHash,
  }));
  for (const table of SERVICE_TABLES)
    await insertRows(ctx, table, table === 'accounts' ? withPassword : organisation.rows[table]);
  const counts = await writePeople(ctx, organisation, options);
  await writeGroups(ctx, plan, organisation);
  await seedTrust(ctx, options.clock().toString());
  // One event for all of it: nobody did these things, so that no history of doing them is made up.
  ctx.record({
    event: 'demonstration.seeded',
    subject: { type: 'organisation', id },
    detail: { seed: plan.seed, today: plan.today, ...counts },
  });
  return counts;
}

/** While PostgreSQL writes one batch, the people of the next are made. */
async function writePeople(
  ctx: Ctx,
  organisation: OrganisationPlan,
  { report }: SeedOptions,
): Promise<SeedCounts> {
  const pool = await loadServicePool(ctx, organisation);
  let batch = emptyPersonRows();
  let writing = Promise.resolve();
  let [people, referrals] = [0, 0];
  for (const rows of organisation.people()) {
    linkServices(rows, pool, people);
    people += 1;
    referrals += rows.referrals.length;
    for (const table of PERSON_TABLES) append(batch, rows, table);
    if (people % PEOPLE_BETWEEN_BREATHS === 0) await setImmediate();
    if (people % PEOPLE_A_BATCH === 0 || people === organisation.peopleCount) {
      await writing;
      writing = writeBatch(ctx, batch);
      // A failure is thrown by the next `await writing`.
      writing.catch(() => {});
      batch = emptyPersonRows();
      report?.({ organisation: organisation.organisation.name, people, of: organisation.peopleCount });
    }
  }
  await writing;
  return { people, referrals };
}

const append = <Table extends PersonTable>(batch: PersonRows, rows: PersonRows, table: Table): void => {
  batch[table].push(...(rows[table] as never[]));
};

async function writeBatch(ctx: Ctx, batch: PersonRows): Promise<void> {
  for (const table of PERSON_TABLES) await insertRows(ctx, table, batch[table]);
}

async function countOwn(ctx: Ctx): Promise<SeedCounts> {
  const own = organisationOf(ctx.actor);
  const { rows } = await sql<SeedCounts>`
    select (select count(*) from people where organisation_id = ${own}::uuid) as people,
      (select count(*) from referrals where organisation_id = ${own}::uuid) as referrals`.execute(ctx.tx);
  return rows[0] ?? { people: 0, referrals: 0 };
}
