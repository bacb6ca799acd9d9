// The demonstration service: seeded the first time a demonstration starts, or of any size by command.
import { fileURLToPath } from 'node:url';
import { sql } from 'kysely';
import pg from 'pg';
import { DEMONSTRATION_PASSWORD, listDemonstrationSignIns, openHashing } from '#accounts';
import { connect, type Database } from '#database';
import { type Config, systemClock } from '#kernel';
import { Complaint } from './complaint.ts';
import { type Opened, openDatabase } from './open.ts';

export const DEMONSTRATION_SEED = 2026;
export const DEMONSTRATION_PEOPLE = 60;
const MADE_UP = new URL('../../seeds/directory/made-up-services.json', import.meta.url);

export type SignIn = {
  readonly role: string;
  readonly name: string;
  readonly email: string;
  readonly organisation: string;
  readonly password: string;
};

type Step = (name: string, what: string) => void;

/**
 * Seeds an empty built-in database once; later starts keep what is there. A database that was named by DATABASE_URL is meant
 * for real use and is never filled by itself. Gives the demonstration's sign-ins to print, if there are any.
 */
export async function ensureDemonstration(opened: Opened, step: Step): Promise<readonly SignIn[]> {
  if (opened.kind === 'embedded')
    await aloneIn(opened, async () => {
      if (await isEmpty(opened.database))
        await fill(opened, { seed: DEMONSTRATION_SEED, people: DEMONSTRATION_PEOPLE }, step);
    });
  else if (await isEmpty(opened.database)) step('Empty', 'no organisation yet: run npx footbridge setup');
  const signIns = await listDemonstrationSignIns(opened.database);
  return signIns.map(signIn => ({ ...signIn, password: DEMONSTRATION_PASSWORD }));
}

const LOCK = 7_203_116;

/** Of two copies that start at once, one fills the database and the other waits for it. */
async function aloneIn({ owner }: Opened, work: () => Promise<void>): Promise<void> {
  const client = new pg.Client(owner);
  await client.connect();
  try {
    await client.query('select pg_advisory_lock($1)', [LOCK]);
    await work();
  } finally {
    await client.end();
  }
}

async function isEmpty(database: Database): Promise<boolean> {
  const { rows } = await sql`select 1 from organisation_ids() limit 1`.execute(database.kysely);
  return rows.length === 0;
}

/** Filled as entries should be, so that every search and every filter of what is published has something to find. */
async function bringMadeUp(database: Database): Promise<void> {
  const { importFile } = await import('#directory');
  const source = {
    code: 'made-up',
    name: 'Made-up services of the demonstration',
    licence: 'CC0 1.0',
    demonstration: true,
  };
  await importFile(database, { source, file: fileURLToPath(MADE_UP) });
}

async function fill(
  opened: Opened,
  { seed, people }: { seed: number; people: number },
  step: Step,
): Promise<void> {
  const { importDirectory } = await import('#directory');
  const { seedDemonstration } = await import('#seeds/demonstration');
  const imported = await importDirectory(opened.database, { kind: 'demonstration' });
  if (!imported.ok)
    throw new Complaint(
      'The directory files that come with Footbridge could not be read. Get a clean copy of the project.',
    );
  await bringMadeUp(opened.database);
  const entries = imported.value.reduce(
    (sum, counts) => sum + counts.created + counts.changed + counts.unchanged,
    0,
  );
  step('Directory', `${entries.toLocaleString('en-GB')} services and postcodes from open data`);
  const owner = connect(opened.owner, { poolSize: 2 });
  try {
    const passwordHash = await openHashing().hash(DEMONSTRATION_PASSWORD);
    const counts = await seedDemonstration(owner, opened.database, {
      seed,
      people,
      clock: systemClock,
      passwordHash,
    });
    step(
      'Demonstration',
      `${counts.people} people, ${counts.referrals} referrals, from seed ${seed}; all fictional`,
    );
  } finally {
    await owner.close();
  }
}

/** `footbridge seed --people N --seed S`: only into an empty database, never in production. */
export async function seed(config: Config, options: { people: string; seed: string }): Promise<void> {
  if (config.production)
    throw new Complaint('A demonstration is never seeded in production (NODE_ENV is production).');
  const people = wholeNumber(options.people, '--people', 1, 1_000_000);
  const number = wholeNumber(options.seed, '--seed', 0, 2 ** 31);
  const opened = await openDatabase(config);
  try {
    if (!(await isEmpty(opened.database)))
      throw new Complaint(
        'The database already holds an organisation. Seed an empty one: FOOTBRIDGE_DATA=another-folder',
      );
    await fill(opened, { seed: number, people }, (name, what) => console.log(`  ${name.padEnd(14)} ${what}`));
  } finally {
    await opened.close();
  }
}

function wholeNumber(text: string, name: string, least: number, most: number): number {
  const number = Number(text);
  if (Number.isInteger(number) && number >= least && number <= most) return number;
  throw new Complaint(`${name} should be a whole number from ${least} to ${most}.`);
}
