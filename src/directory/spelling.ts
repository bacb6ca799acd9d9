// What was typed, read against the words there are: a word nobody's entry begins with becomes the one it was likely meant to be.
import { sql } from 'kysely';
import type { Ctx } from '#database';
import { type KnownWord, meantWord, queryWords } from './words.ts';

export type Correction = { readonly typed: string; readonly meant: string };

export type ReadWords = {
  /** What to look for, as meant; none when there was nothing to look for. */
  readonly words: readonly string[];
  readonly corrections: readonly Correction[];
  /** `some`: no service has all of the words, so those with any of them were listed. */
  readonly matched: 'all' | 'some';
};

/** Code points sort after every letter under this one, so a range finds all words that begin with one. */
const LAST = '\u{10ffff}';
const CANDIDATES = 20;

export async function readWords(ctx: Ctx, typed: string): Promise<ReadWords> {
  const words = queryWords(typed);
  if (words.length === 0) return { words: [], corrections: [], matched: 'all' };
  const corrections = await corrected(ctx, words);
  const meant = words.map(word => corrections.find(correction => correction.typed === word)?.meant ?? word);
  return {
    words: [...new Set(meant)],
    corrections,
    matched: 'all',
  };
}

async function corrected(ctx: Ctx, words: readonly string[]): Promise<readonly Correction[]> {
  // Words of one or two letters are beginnings, and codes and postcodes are not spelt: neither is kept among the known words.
  const long = words.filter(word => [...word].length > 2 && !/[0-9]/.test(word));
  if (long.length === 0) return [];
  const { rows } = await sql<{ word: string }>`select word from unnest(${long}::text[]) as w(word)
    where not exists (select 1 from directory_words d where d.word >= w.word collate "C" and d.word < (w.word || ${LAST}) collate "C")`.execute(
    ctx.tx,
  );
  const corrections: Correction[] = [];
  for (const { word } of rows) {
    const meant = meantWord(word, await candidatesFor(ctx, word));
    if (meant !== null) corrections.push({ typed: word, meant });
  }
  return corrections;
}

/** The words with the most alike groups of letters, and words of like length with the same first letter: swapped letters leave few groups alike. */
async function candidatesFor(ctx: Ctx, word: string): Promise<readonly KnownWord[]> {
  const letters = [...word];
  const first = letters[0] ?? '';
  const { rows } = await sql<KnownWord>`
    (select word, services from directory_words order by word <-> ${word} limit ${CANDIDATES})
    union (select word, services from directory_words where word >= ${first} and word < ${first + LAST}
      and length(word) between ${letters.length - 1}::int and ${letters.length + 1}::int)`.execute(ctx.tx);
  return rows;
}
