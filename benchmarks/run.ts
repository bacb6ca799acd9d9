// `npm run benchmark -- core`: measures and prints; see README.md for what and under which conditions.
import { Command } from 'commander';
import { runCore } from './core/core.ts';
import { type DirectoryOptions, runDirectory } from './directory/directory.ts';
import { runMatch } from './match/match.ts';
import { runWaitingList } from './waiting-list/waiting-list.ts';

const benchmark = new Command('benchmark').description('measure Footbridge beside a bare handler');

const MATCHES = 3000;
const list = (text: string): string[] => text.split(',');
const numbers = (text: string): number[] => list(text).map(Number);

benchmark
  .command('core')
  .description('referrals, contacts, records and the caseload, with 10,000 people and 50,000 tasks')
  .option('--quick', 'fewer people and shorter rounds', false)
  .option('--folder <folder>', 'keep the seeded database here, and use it again')
  .option('--jobs <names>', 'only these: start,caseload,person,patient,contact,form,bundle', list)
  .option('--callers <numbers>', 'callers at the same time: 1,8,32', numbers)
  .option('--node-options <options>', 'for the measured server, such as --cpu-prof', list)
  .action(runCore);

benchmark
  .command('directory')
  .description(
    'searches of 1,000 to 100,000 services by filters, distance and words, from memory and as pages, beside a bare transaction; then the match',
  )
  .option('--quick', 'only 1,000 and 10,000 services, and fewer searches', false)
  .option('--sizes <numbers>', 'numbers of services: 1000,50000', numbers)
  .option('--callers <number>', 'callers at the same time', Number, 8)
  .option('--searches <number>', 'searches of each kind', Number)
  .option('--sql', 'the same filters by SQL too: slow', false)
  .option('--no-http', 'without the pages')
  .option('--no-match', 'without the match with a link worker')
  .option('--folder <folder>', 'keep the clusters here, and use them again')
  .action(async ({ match, ...options }: DirectoryOptions & { match: boolean }) => {
    await runDirectory(options);
    if (match) await runMatch({ workers: [250], callers: [options.callers], calls: MATCHES });
  });

benchmark
  .command('match')
  .description('choosing a link worker for one person among 50, 250 and 1,000, beside a bare handler')
  .option('--workers <numbers>', 'link workers in the team, rising', numbers, [50, 250, 1000])
  .option('--callers <numbers>', 'callers at the same time', numbers, [1, 8])
  .option('--calls <number>', 'matches measured for each', Number, MATCHES)
  .action(runMatch);

benchmark
  .command('waiting-list')
  .description('a proposal for everybody who waits, up to 2,000 people with 200 workers')
  .option('--rounds <number>', 'how often each size is measured', Number, 5)
  .action(runWaitingList);

export const main = (args: readonly string[]): Promise<unknown> => benchmark.parseAsync([...args]);
