// `footbridge serve`: opens the database, seeds a demonstration the first time, serves pages and works the queue.
import { readFileSync } from 'node:fs';
import type { FastifyInstance } from 'fastify';
import { prepareSealFolder } from '#database';
import { type Config, systemClock } from '#kernel';
import { Complaint, codeOf } from './complaint.ts';
import { ensureDemonstration, type SignIn } from './demonstration.ts';
import { openDatabase } from './open.ts';
import { untilStopped } from './until-stopped.ts';

const { version } = JSON.parse(readFileSync(new URL('../../package.json', import.meta.url), 'utf8')) as {
  version: string;
};

/** Prints a line as each step ends: what, and how long it took. */
function stepPrinter(): (name: string, what: string) => void {
  let last = Date.now();
  return (name, what) => {
    const seconds = ((Date.now() - last) / 1000).toFixed(1);
    last = Date.now();
    console.log(`  ${name.padEnd(14)} ${what} (${seconds} s)`);
  };
}

export async function serve(config: Config): Promise<void> {
  console.log(`Footbridge ${version}`);
  const stopped = untilStopped();
  const step = stepPrinter();
  const opening = openDatabase(config, step);
  // The pages are loaded while the database starts.
  const parts = Promise.all([import('#app'), import('#jobs'), import('#directory')]);
  const opened = await opening;
  const [{ makeApp }, { sealFolder, startJobs }, { keepSearchReady }] = await parts;
  const { database, settings } = opened;
  const signIns = config.production ? [] : await ensureDemonstration(opened, step);
  const services = { database, config: settings, clock: systemClock, version };
  const app = await makeApp(services, { kind: opened.kind, version: opened.version });
  try {
    checkSealFolder(sealFolder(config));
    await app.listen({ host: config.host, port: config.port });
  } catch (error) {
    await opened.close();
    throw listenComplaint(error, config);
  }
  const jobs = await startJobs(database, settings, error =>
    app.log.error({ kind: (error as Error).name, code: (error as { code?: string }).code }, 'job failed'),
  );
  const search = keepSearchReady(database);
  const { port } = app.server.address() as { port: number };
  step('Ready', config.production ? config.origin : `http://${config.host}:${port}`);
  if (signIns.length > 0) printSignIns(signIns);
  await stopped;
  await closeApp(app);
  await Promise.all([jobs.stop(), search.stop()]);
  await opened.close();
}

/** Told before anybody is served: else people would work for weeks on an audit that is never sealed. */
function checkSealFolder(folder: string): void {
  try {
    prepareSealFolder(folder);
  } catch (error) {
    throw new Complaint(
      `The folder ${folder} for the seals of the audit cannot be written (${codeOf(error)}). Choose another: FOOTBRIDGE_DATA=folder`,
    );
  }
}

const LOOK_MS = 50;

/** Also ends connections that became idle only now: whoever waited for an answer may keep theirs open for a minute more. */
async function closeApp(app: FastifyInstance): Promise<void> {
  const looking = setInterval(() => app.server.closeIdleConnections(), LOOK_MS);
  await app.close();
  clearInterval(looking);
}

function listenComplaint(error: unknown, { host, port }: Config): unknown {
  switch (codeOf(error)) {
    case 'EADDRINUSE':
      return new Complaint(
        `Port ${port} is in use. Stop what uses it, or choose another: PORT=3001 npm start`,
      );
    case 'EACCES':
      return new Complaint(
        `Port ${port} is not open to this user. Choose one from 1024 on: PORT=3000 npm start`,
      );
    case 'EADDRNOTAVAIL':
    case 'ENOTFOUND':
      return new Complaint(
        `HOST is ${host}, which is no address of this machine. Try: HOST=127.0.0.1 npm start`,
      );
    default:
      return error;
  }
}

function printSignIns(signIns: readonly SignIn[]): void {
  console.log('\n  Sign in as (all people are fictional):');
  for (const { role, name, email } of signIns)
    console.log(`    ${role.padEnd(15)} ${name.padEnd(22)} ${email}`);
  console.log(`  Password for all of them: ${signIns[0]?.password}`);
  console.log('  demonstration data; set DATABASE_URL for real use\n');
}
