// `footbridge import directory`: the directory that comes with Footbridge, or an Open Referral feed, file or folder.
import type { Database } from '#database';
import {
  codeFrom,
  type FeedCounts,
  type FeedRefusal,
  type FileRefusal,
  type ImportCounts,
  importDirectory,
  importFeed,
  importFile,
  importTable,
  mappingProblem,
  type RecordProblem,
} from '#directory';
import type { Config } from '#kernel';
import { Complaint } from '../complaint.ts';
import { openDatabase } from '../open.ts';
import { untilStopped } from '../until-stopped.ts';
import { importReport } from './report.ts';

export type DirectoryOptions = {
  readonly mapping?: string;
  readonly source?: string;
  readonly name?: string;
  readonly publisher?: string;
  readonly licence?: string;
  readonly refreshHours?: string;
  readonly whole?: boolean;
  readonly allowPrivate?: boolean;
  readonly report?: string;
};

const IN_WORDS: Readonly<Record<FeedRefusal | FileRefusal, string>> = {
  'timed-out': 'The feed did not answer in time. Try again later.',
  'too-large': 'A page of the feed is larger than 64 MB.',
  'too-many-redirects': 'The feed sends from one address to the next without end.',
  'not-http': 'The address is not a web address that starts with http:// or https://.',
  'private-address': 'The address leads to a private network. If that is what you want, add --allow-private.',
  'not-reached': 'Nobody answers at that address. Check it, and the connection.',
  'refused-by-server': 'The server at that address refuses to list its services.',
  'not-open-referral': 'What is there is no list of services in the form of Open Referral.',
  'file-not-readable': 'The file is not there, or cannot be read.',
  'unsafe-package':
    'The zip holds names that lead out of it, or unpacks into more than 512 MB. It is not opened.',
  'mapping-not-readable': 'The mapping file cannot be read. Compare it with seeds/directory/mappings.',
  'already-running': 'This source is being imported at the moment. Wait until it is done.',
};

/** Can be run again at any time: it changes only what changed, and goes on where it was cut off. */
export async function bringDirectory(
  config: Config,
  where: string | undefined,
  options: DirectoryOptions,
): Promise<void> {
  const opened = await openDatabase(config);
  const report = importReport(options.report);
  try {
    const counts =
      where === undefined
        ? await bringBuiltIn(opened.database, report.tell)
        : await bringSource(opened.database, where, options, report.tell);
    for (const line of counts) console.log(line);
    for (const line of report.summary()) console.log(line);
  } finally {
    await report.close();
    await opened.close();
  }
}

const lineOf = ({
  source,
  read,
  created,
  changed,
  unchanged,
  merged,
  dropped,
  problems,
  milliseconds,
}: ImportCounts): string =>
  `  ${source}: ${read} read, ${created} new, ${changed} changed, ${unchanged} as before, ${merged} repeated, ${dropped} dropped, ${problems} fields changed or left out (${(milliseconds / 1000).toFixed(1)} s)`;

/** What was written of a file that is not finished goes with the connection. */
function endWhenStopped(): void {
  void untilStopped().then(() => {
    console.error('A file is taken whole or not at all. Run the same command again.');
    process.exit(1);
  });
}

async function bringBuiltIn(
  database: Database,
  report: (problem: RecordProblem) => void,
): Promise<readonly string[]> {
  endWhenStopped();
  const imported = await importDirectory(database, { kind: 'demonstration' }, report);
  if (!imported.ok)
    throw new Complaint(
      'The directory files that come with Footbridge could not be read. Get a clean copy of the project.',
    );
  return imported.value.map(lineOf);
}

async function bringSource(
  database: Database,
  where: string,
  options: DirectoryOptions,
  report: (problem: RecordProblem) => void,
): Promise<readonly string[]> {
  const code = options.source ?? codeFrom(where);
  if (!/^[a-z0-9][a-z0-9-]{1,60}$/.test(code))
    throw new Complaint('The short name of a source has only small letters, figures and hyphens.');
  const isUrl = /^https?:\/\//i.test(where);
  const bring = isUrl && options.mapping === undefined ? bringFeed : isUrl ? bringTable : bringFile;
  if (bring !== bringFeed) endWhenStopped();
  return bring(database, { code, where, options, report });
}

type Bringing = {
  readonly code: string;
  readonly where: string;
  readonly options: DirectoryOptions;
  readonly report: (problem: RecordProblem) => void;
};

const sourceOf = ({ code, options: { name, publisher, licence } }: Bringing) => ({
  code,
  name,
  publisher,
  licence,
});

async function bringFile(database: Database, bringing: Bringing): Promise<readonly string[]> {
  const { where, options, report } = bringing;
  const source = sourceOf(bringing);
  const imported = await importFile(database, {
    source,
    file: where,
    mappingFile: options.mapping,
    report,
  });
  if (!imported.ok) throw new Complaint(fileComplaint(imported.reason, bringing));
  return [lineOf(imported.value), ...more(imported.value)];
}

/** Of a mapping the place that is wrong; a CSV of somebody's own needs one. */
function fileComplaint(reason: FeedRefusal | FileRefusal, { where, options: { mapping } }: Bringing): string {
  const place = reason === 'mapping-not-readable' && mapping !== undefined ? mappingProblem(mapping) : null;
  if (place !== null) return `In the mapping file, ${place}. Compare it with seeds/directory/mappings.`;
  return reason === 'not-open-referral' && mapping === undefined && /\.csv(\.gz)?$/i.test(where)
    ? 'This table is not one of Open Referral. Say which column is which field in a file, and name it with --mapping; examples are in seeds/directory/mappings.'
    : IN_WORDS[reason];
}

async function bringTable(database: Database, bringing: Bringing): Promise<readonly string[]> {
  const { where, options, report } = bringing;
  if (options.refreshHours !== undefined)
    throw new Complaint('A table with a mapping is not read again by itself. Leave out --refresh-hours.');
  const imported = await importTable(database, {
    source: sourceOf(bringing),
    url: where,
    mappingFile: options.mapping,
    manners: { allowPrivate: options.allowPrivate ?? false },
    report,
  });
  if (!imported.ok) throw new Complaint(fileComplaint(imported.reason, bringing));
  return [lineOf(imported.value), ...more(imported.value)];
}

async function bringFeed(database: Database, bringing: Bringing): Promise<readonly string[]> {
  const { where, options, report } = bringing;
  const refreshHours = hoursIn(options.refreshHours);
  const stop = new AbortController();
  void untilStopped().then(() => stop.abort());
  const imported = await importFeed(database, {
    source: { ...sourceOf(bringing), url: where, refreshHours, allowPrivate: options.allowPrivate },
    via: 'command',
    whole: options.whole ?? false,
    manners: { signal: stop.signal },
    report,
  });
  if (!imported.ok && stop.signal.aborted)
    throw new Complaint('It was stopped before anything was fetched. Run the same command again.');
  if (!imported.ok) throw new Complaint(IN_WORDS[imported.reason]);
  const { state } = imported.value;
  if (state === 'partly' || state === 'failed') process.exitCode = 1;
  return [lineOf(imported.value), ...pagesInWords(imported.value, stop.signal), ...more(imported.value)];
}

function pagesInWords(
  { pages, earlierPages, failedPages, fewerThanSaid, state }: FeedCounts,
  { aborted }: AbortSignal,
): readonly string[] {
  const failed =
    failedPages > 0 ? `, ${failedPages} could not be: nothing was marked missing. Run it again later` : '';
  return [
    `  ${pages} pages fetched${earlierPages > 0 ? `, ${earlierPages} of them before it was cut off` : ''}${failed}.`,
    ...(fewerThanSaid === null
      ? []
      : [`  The feed lists ${fewerThanSaid} services that it says it has: nothing was marked missing.`]),
    ...(aborted && (state === 'partly' || state === 'failed')
      ? [
          `  Stopped. ${pages > 0 ? 'These pages are kept: run' : 'Run'} the same command again within a day, and it goes on from there.`,
        ]
      : []),
  ];
}

const more = ({ missing, elsewhere, leftOut }: ImportCounts): readonly string[] => [
  ...(missing > 0 ? [`  ${missing} no longer listed: kept, and marked missing.`] : []),
  ...(elsewhere > 0 ? [`  ${elsewhere} already here from another source: left as they are.`] : []),
  ...(leftOut > 0 ? [`  ${leftOut} not shown in searches, because they are outside the UK.`] : []),
];

function hoursIn(text: string | undefined): number | undefined {
  if (text === undefined) return undefined;
  const hours = Number(text);
  if (!Number.isInteger(hours) || hours < 1 || hours > 8760)
    throw new Complaint('Hours between two refreshes are a whole number from 1 to 8760.');
  return hours;
}
