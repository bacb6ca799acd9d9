// `footbridge setup`: the first organisation and its administrator, asked for or from flags; refuses to run twice.
import { readFileSync } from 'node:fs';
import { createInterface } from 'node:readline/promises';
import { isSetUp, type SetUpRefusal, setUpOrganisation, slugOf } from '#accounts';
import { connect } from '#database';
import type { Config } from '#kernel';
import { Complaint, codeOf } from './complaint.ts';
import { openDatabase } from './open.ts';

export type SetUpOptions = {
  readonly organisation?: string;
  readonly name?: string;
  readonly email?: string;
  readonly passwordFile?: string;
};

const REFUSALS: Record<SetUpRefusal, string> = {
  'already-set-up': 'This database is set up already. Sign in as the administrator to add people.',
  'bad-slug': 'The name of the organisation needs two or more letters from a to z, or digits.',
  'no-name': 'The administrator needs a name.',
  'bad-email': 'The email address is not one. Give it as name@example.org',
  'too-short': 'The password is too short: use 12 characters or more.',
  'too-long': 'The password is too long: use 128 characters or fewer.',
  'too-common': 'The password is too easy to guess. Three or four unrelated words make a good one.',
  'holds-a-name': 'The password may not hold the name of the person or the organisation.',
};

export async function setUp(config: Config, options: SetUpOptions): Promise<void> {
  const opened = await openDatabase(config);
  const owner = connect(opened.owner, { poolSize: 2 });
  try {
    // Before anything is asked, which would be for nothing.
    if (await isSetUp(owner)) throw new Complaint(REFUSALS['already-set-up']);
    const answers = await askFor(options);
    const made = await setUpOrganisation(owner, { ...answers, slug: slugOf(answers.name) });
    if (!made.ok) throw new Complaint(REFUSALS[made.reason]);
    console.log(`${answers.name} is set up.`);
    if (made.value.linkToken) {
      console.log(`${answers.administratorName} sets a password here, once, within three days:`);
      console.log(`  ${config.origin}/set-password/${made.value.linkToken}`);
    }
    console.log('Start the service with: npm start');
  } finally {
    await owner.close();
    await opened.close();
  }
}

type Answers = {
  name: string;
  administratorName: string;
  administratorEmail: string;
  administratorPassword: string | null;
};

async function askFor({ organisation, name, email, passwordFile }: SetUpOptions): Promise<Answers> {
  const password = passwordFile === undefined ? null : readPassword(passwordFile);
  if (organisation && name && email) {
    return {
      name: organisation,
      administratorName: name,
      administratorEmail: email,
      administratorPassword: password,
    };
  }
  if (!process.stdin.isTTY) {
    const missing = Object.entries({ organisation, name, email }).flatMap(([flag, given]) =>
      given ? [] : [`--${flag}`],
    );
    throw new Complaint(`Give ${missing.join(' and ')} too, or run this in a terminal to be asked.`);
  }
  const lines = createInterface({ input: process.stdin, output: process.stdout });
  try {
    return {
      name: organisation ?? (await lines.question('Name of the service: ')),
      administratorName: name ?? (await lines.question("The administrator's name: ")),
      administratorEmail: email ?? (await lines.question("The administrator's email address: ")),
      administratorPassword: password,
    };
  } catch (error) {
    // Ctrl-C or Ctrl-D in place of an answer.
    throw codeOf(error) === 'ABORT_ERR' ? new Complaint('Nothing was set up.') : error;
  } finally {
    lines.close();
  }
}

function readPassword(path: string): string {
  try {
    return readFileSync(path, 'utf8').trim();
  } catch {
    throw new Complaint(`The password file ${path} cannot be read.`);
  }
}
