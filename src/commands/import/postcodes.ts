// `footbridge import postcodes`: the ONS Postcode Directory, so that every postcode of the United Kingdom has its place.
import { createWriteStream } from 'node:fs';
import { type BadLine, importPostcodeDirectory, type PostcodeFileRefusal } from '#directory';
import type { Config } from '#kernel';
import { Complaint } from '../complaint.ts';
import { openDatabase } from '../open.ts';

const IN_WORDS: Readonly<Record<PostcodeFileRefusal, string>> = {
  'file-not-readable': 'The file is not there, or cannot be read.',
  'zip-file':
    'This is a zip file. Take the CSV out of its Data folder first, or run: unzip -p FILE.zip "Data/ONSPD_*_UK.csv" | npx footbridge import postcodes -',
  'not-a-postcode-directory':
    'The first line does not name the columns pcds (or pcd), lat and long, as the ONS Postcode Directory does.',
};

const REASONS: Readonly<Record<BadLine['reason'], string>> = {
  'wrong-number-of-columns': 'more or fewer columns than the heading',
  'not-a-postcode': 'no postcode',
  'not-a-place': 'latitude and longitude are not in or near the United Kingdom',
  'not-a-month': 'doterm is not a month such as 200903',
};

const MOST_PRINTED = 20;
const LINES_BETWEEN = 250_000;

/** `-`: standard input. */
export async function bringPostcodes(
  config: Config,
  file: string,
  { areas = false, report }: { readonly areas?: boolean; readonly report?: string },
): Promise<void> {
  const opened = await openDatabase(config);
  const out = report === undefined ? null : createWriteStream(report, { encoding: 'utf8' });
  out?.write('line,reason,postcode\n');
  let [printed, told] = [0, 0];
  const tell = ({ line, reason, postcode }: BadLine): void => {
    out?.write(`${line},${reason},"${postcode.replaceAll('"', '""')}"\n`);
    printed += 1;
    if (printed <= MOST_PRINTED) console.error(`  Line ${line}: ${REASONS[reason]}.`);
  };
  const progress = (read: number): void => {
    if (read - told < LINES_BETWEEN) return;
    told = read;
    console.log(`  ${read.toLocaleString('en-GB')} lines read`);
  };
  try {
    const from = file === '-' ? process.stdin : file;
    const brought = await importPostcodeDirectory(opened.database, { from, areas, report: tell, progress });
    if (!brought.ok) throw new Complaint(IN_WORDS[brought.reason]);
    const { read, written, noPosition, dropped } = brought.value;
    if (printed > MOST_PRINTED) console.error(`  and ${printed - MOST_PRINTED} more lines; see --report`);
    const figure = (count: number): string => count.toLocaleString('en-GB');
    console.log(
      `  ${figure(read)} postcodes read: ${figure(written)} new or changed, ${figure(noPosition)} without a position, ${figure(dropped)} dropped`,
    );
  } finally {
    await new Promise<void>(resolve => (out ? out.end(resolve) : resolve()));
    await opened.close();
  }
}
