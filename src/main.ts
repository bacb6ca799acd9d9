// The command line: reads the settings, runs one command, and turns what an operator can mend into one plain sentence.
import { Command } from 'commander';
import { type Config, readConfig } from '#kernel';
import { Complaint } from './commands/complaint.ts';

/** @returns the exit code. */
export async function main(argv: readonly string[]): Promise<number> {
  const config = readConfig(process.env);
  // From here on every library runs as it does in production; whether this is a demonstration is in `config`.
  process.env.NODE_ENV = 'production';
  if (!config.ok) return complain(config.sentence);
  try {
    await program(config.value).parseAsync([...argv]);
    return Number(process.exitCode ?? 0);
  } catch (error) {
    if (error instanceof Complaint) return complain(error.message);
    throw error;
  }
}

function complain(sentence: string): number {
  console.error(`Footbridge cannot go on. ${sentence}`);
  return 1;
}

function program(config: Config): Command {
  const footbridge = new Command('footbridge').description(
    'Social prescribing for migrants, from referral to outcome.',
  );
  footbridge
    .command('serve')
    .description('start the service')
    .action(async () => (await import('./commands/serve.ts')).serve(config));
  footbridge
    .command('setup')
    .description('create the first organisation and its administrator')
    .option('--organisation <name>', 'name of the service')
    .option('--name <name>', "the administrator's name")
    .option('--email <address>', "the administrator's email address")
    .option('--password-file <file>', 'file that holds the password; without it a link to set one is printed')
    .action(async options => (await import('./commands/setup.ts')).setUp(config, options));
  footbridge
    .command('let-in')
    .argument('<email>', 'whose sign-in is lost')
    .description('print a link to set a new password and a new code, when no administrator can')
    .action(async email => (await import('./commands/let-in.ts')).letIn(config, email));
  footbridge
    .command('seed')
    .description('make a demonstration service of any size in an empty database')
    .option('--people <number>', 'how many people', '60')
    .option('--seed <number>', 'the number everything is made from', '2026')
    .action(async options => (await import('./commands/demonstration.ts')).seed(config, options));
  addImports(footbridge, config);
  footbridge
    .command('verify')
    .argument('<what>', 'audit')
    .description('prove that the audit trail is whole, or name the row that is not')
    .action(async what => (await import('./commands/verify.ts')).verify(config, what));
  addTend(footbridge, config);
  addCheck(footbridge);
  return footbridge;
}

function addTend(footbridge: Command, config: Config): void {
  footbridge
    .command('tend')
    .argument('<what>', 'directory')
    .description(
      'find entries that may be the same, and what to check next; the running service does so by itself',
    )
    .action(async what => (await import('./commands/tend.ts')).tend(config, what));
}

function addCheck(footbridge: Command): void {
  footbridge
    .command('check')
    // As with every feed that cannot be checked: 1 would mean that the feed fails.
    .exitOverride(({ exitCode }) => process.exit(exitCode === 0 ? 0 : 2))
    .argument('<what>', 'open-referral')
    .argument('<url>', "the feed's address")
    .description(
      'walk an Open Referral feed and say whether it keeps the standard (exit code 0 yes, 1 no, 2 cannot tell)',
    )
    .option('--most <number>', 'look at so many records of each kind (without: whole lists, up to 200 by id)')
    .option('--per-page <number>', 'records to ask for on a page (5 to 100)')
    .option('--strict', 'the exit code goes by our rules, which are stricter than the official check')
    .option('--json <file>', 'also write everything as JSON')
    .option('--delay <milliseconds>', 'pause between two requests (100; none on this machine)')
    .option('--timeout <seconds>', 'wait so long for one answer (30)')
    .action(async (what, url, options) => (await import('./commands/check.ts')).check(what, url, options));
}

function addImports(footbridge: Command, config: Config): void {
  const bring = footbridge.command('import').description('bring in directories and referrals');
  bring
    .command('directory')
    .argument('[where]', 'address of an Open Referral feed, or a JSON file, CSV file or folder of CSV files')
    .option(
      '--mapping <file>',
      'which columns of a CSV are which fields (examples: seeds/directory/mappings)',
    )
    .option(
      '--source <code>',
      'short name of the source, such as bristol; made from the address when not given',
    )
    .option('--name <name>', 'name of the source, as pages show it')
    .option('--publisher <name>', 'who publishes it')
    .option('--licence <licence>', 'under which licence; feeds do not say')
    .option('--refresh-hours <hours>', 'fetch a feed again every so many hours')
    .option('--whole', 'read everything again, even from a feed that can tell what changed')
    .option('--allow-private', 'the feed may be at a private address of your own network')
    .option('--report <file>', 'write what was dropped and why to this file (CSV)')
    .description('load a service directory; without an address or file, the one that comes with Footbridge')
    .action(async (where, options) =>
      (await import('./commands/import/directory.ts')).bringDirectory(config, where, options),
    );
  addPostcodes(bring, config);
  bring
    .command('referral')
    .argument('<files...>', 'FHIR R4 bundles (JSON)')
    .option('--organisation <slug>', 'the service they are for, when there is more than one')
    .description('take in referrals from message files')
    .action(async (files, options) =>
      (await import('./commands/import/referral.ts')).bringReferrals(config, files, options),
    );
}

function addPostcodes(bring: Command, config: Config): void {
  bring
    .command('postcodes')
    .argument('<file>', 'CSV of the ONS Postcode Directory (gzipped or not), or - for standard input')
    .option('--areas', 'also keep the codes of local authority, ward and LSOA')
    .option('--report <file>', 'write the lines that were dropped and why to this file (CSV)')
    .description('load where every postcode of the United Kingdom is')
    .action(async (file, options) =>
      (await import('./commands/import/postcodes.ts')).bringPostcodes(config, file, options),
    );
}
