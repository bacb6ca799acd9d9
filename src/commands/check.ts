// `footbridge check open-referral URL`: whether a feed of services, ours or anybody's, keeps the standard.
import { writeFileSync } from 'node:fs';
import { type CheckOptions, checkOpenReferral, reportOf, type Verdict } from '#api/open-referral-check';

export type CheckFlags = {
  readonly most?: string;
  readonly perPage?: string;
  readonly delay?: string;
  readonly timeout?: string;
  readonly strict?: boolean;
  readonly json?: string;
};

const EXIT_CODES = { pass: 0, fail: 1, 'cannot-check': 2 } as const;
/** One line of progress for so many, and one each time another endpoint begins. */
const EVERY = 25;

/** The report goes to standard output, progress to standard error; the exit code is 0 pass, 1 fail, 2 cannot check. */
export async function check(what: string, url: string, flags: CheckFlags): Promise<void> {
  const numbers = numbersOf(flags);
  if (what !== 'open-referral' || typeof numbers === 'string') {
    const sentence =
      typeof numbers === 'string'
        ? numbers
        : `There is no check called ${what}. Try: npx footbridge check open-referral https://…`;
    console.error(sentence);
    process.exitCode = EXIT_CODES['cannot-check'];
    return;
  }
  const verdict = await checkOpenReferral(url, {
    ...numbers,
    strict: flags.strict ?? false,
    progress: progressLines(line => console.error(line)),
  });
  process.stdout.write(reportOf(verdict));
  process.exitCode = EXIT_CODES[verdict.outcome];
  if (flags.json) saveJson(flags.json, verdict);
}

function saveJson(path: string, verdict: Verdict): void {
  try {
    writeFileSync(path, `${JSON.stringify(verdict, null, 2)}\n`);
  } catch (error) {
    console.error(`The report could not be written to ${path} (${(error as NodeJS.ErrnoException).code}).`);
    process.exitCode = EXIT_CODES['cannot-check'];
  }
}

type Numbers = Pick<CheckOptions, 'most' | 'perPage' | 'delayMs' | 'timeoutMs'>;

/** The flags as numbers, or a sentence about the first one that is none. */
function numbersOf(flags: CheckFlags): Numbers | string {
  const read: { -readonly [name in keyof Numbers]: Numbers[name] } = {};
  const wanted = [
    ['--most', flags.most, 'most', 1, 1],
    ['--per-page', flags.perPage, 'perPage', 1, 1],
    ['--delay', flags.delay, 'delayMs', 0, 1],
    ['--timeout', flags.timeout, 'timeoutMs', 1, 1_000],
  ] as const;
  for (const [flag, text, name, least, times] of wanted) {
    if (text === undefined) continue;
    const value = Number(text);
    if (!Number.isSafeInteger(value) || value < least || value > 1_000_000)
      return `${flag} needs a whole number of ${least} or more, not ${text}.`;
    read[name] = value * times;
  }
  return read;
}

/** Thins the walker's lines out: its first of each endpoint, then every so many. */
function progressLines(print: (line: string) => void): (line: string) => void {
  let [lines, place] = [0, ''];
  return line => {
    const here = line.split(':')[0] ?? '';
    lines += 1;
    if (here !== place || lines % EVERY === 0) print(line);
    place = here;
  };
}
