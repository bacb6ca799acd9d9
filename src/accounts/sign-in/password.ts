// Passwords: what is accepted, and hashing that takes the same time whether or not the account exists.
import type { Options } from '@node-rs/argon2';
import { foldForSearch } from '#kernel';
import { COMMON_WORDS } from './common-words.ts';

/** NIST SP 800-63B and ASVS v5.0.0-6.2.1: length, no rules of composition, nothing common, nothing of the context. */
export const SHORTEST_PASSWORD = 12;
export const LONGEST_PASSWORD = 128;
const OWN_PART = 8;
const FEWEST_SIGNS = 5;

export type PasswordFault = 'too-short' | 'too-long' | 'too-common' | 'holds-a-name';

/** What is wrong with a new password, or null. `names`: of the person, their email address and their organisation. */
export function passwordFault(password: string, names: readonly string[]): PasswordFault | null {
  const length = [...normalPassword(password)].length;
  if (length < SHORTEST_PASSWORD) return 'too-short';
  if (length > LONGEST_PASSWORD) return 'too-long';
  const plainly = letters(password);
  if (withoutRuns(plainly).length < OWN_PART || new Set(plainly).size < FEWEST_SIGNS) return 'too-common';
  const plain = undisguised(password);
  if (withoutRuns(without(plain, COMMON_WORDS.map(undisguised))).length < OWN_PART) return 'too-common';
  const parts = names.flatMap(name => [name, ...name.split(/[\s@._'-]+/)]).map(undisguised);
  return without(
    plain,
    parts.filter(part => part.length >= 3),
  ).length < OWN_PART
    ? 'holds-a-name'
    : null;
}

/** One password, however a keyboard composes its accents and ends its words (RFC 8265). */
const normalPassword = (typed: string): string => typed.normalize('NFKC').trim();

/** Letters and digits only, without capitals and accents. */
const letters = (text: string): string => foldForSearch(text).replaceAll(' ', '');

const DISGUISES: Readonly<Record<string, string>> = {
  '0': 'o',
  '1': 'i',
  '3': 'e',
  '4': 'a',
  '5': 's',
  '7': 't',
  '@': 'a',
  $: 's',
  '!': 'i',
};

/** "P@ssw0rd" as "password". */
const undisguised = (text: string): string =>
  letters(text.replace(/[013457@$!]/g, sign => DISGUISES[sign] ?? sign));

const ROWS = 'abcdefghijklmnopqrstuvwxyz 01234567890 qwertyuiop asdfghjkl zxcvbnm';

const follows = (before: string | undefined, sign: string | undefined): boolean =>
  before !== undefined &&
  sign !== undefined &&
  (before === sign || ROWS.includes(before + sign) || ROWS.includes(sign + before));

/** Leaves two signs of each repetition ("aaaa") and each walk along the alphabet or a row of keys ("defg", "rewq"). */
const withoutRuns = (text: string): string =>
  [...text]
    .filter((sign, index, all) => !(follows(all[index - 1], sign) && follows(all[index - 2], all[index - 1])))
    .join('');

const without = (text: string, words: readonly string[]): string =>
  [...words].sort((a, b) => b.length - a.length).reduce((rest, word) => rest.replaceAll(word, ''), text);

// OWASP's and RFC 9106's lower-memory choice: argon2id, 19 MiB, two passes, one lane.
const COST = { memoryCost: 19_456, timeCost: 2, parallelism: 1 } satisfies Options;

// Of a random password that was thrown away. Checked in place of the hash of an account that does not exist.
const NOBODYS_HASH =
  '$argon2id$v=19$m=19456,t=2,p=1$luJhxN9PzGmhcOHowMGFjQ$cydANZbZ75kxp3ssUUVO27Ajp6G+URhrNp436mffQmM';

/** A library for this machine, loaded by the first who signs in. */
const argon2 = () => import('@node-rs/argon2');

export type Hashing = {
  hash(password: string): Promise<string>;
  /** True if it is the password. A null hash takes as long and is never it. */
  verify(hash: string | null, password: string): Promise<boolean>;
};

/** Too many people sign in at this moment; the answer is "try again", not a server without memory. */
export class TooBusy extends Error {
  override readonly name = 'TooBusy';
}

/** Hashing that uses at most `atOnce` × 19 MiB and leaves threads for the rest; more than `waiting` in line throw `TooBusy`. */
export function openHashing({ atOnce = 2, waiting = 64 } = {}): Hashing {
  const line: (() => void)[] = [];
  let running = 0;
  async function inTurn<T>(work: () => Promise<T>): Promise<T> {
    if (running >= atOnce) {
      if (line.length >= waiting) throw new TooBusy();
      await new Promise<void>(resolve => line.push(resolve));
    } else running++;
    try {
      return await work();
    } finally {
      const next = line.shift();
      if (next) next();
      else running--;
    }
  }
  return {
    hash: password => inTurn(async () => (await argon2()).hash(normalPassword(password), COST)),
    verify: async (hash, password) => {
      const cut = normalPassword(password.slice(0, LONGEST_PASSWORD * 4));
      const matches = await inTurn(async () => (await argon2()).verify(hash ?? NOBODYS_HASH, cut));
      return matches && hash !== null;
    },
  };
}
