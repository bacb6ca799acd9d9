// Which services have a word, and how well: asked of PostgreSQL's own text index once a word, then kept while nothing changes.
import { sql } from 'kysely';
import type { Ctx } from '#database';
import type { ServiceId } from '#kernel';
import { queryFor } from '../../words.ts';
import { emptyBits, keepCommon, setBit } from './bits.ts';
import { SHOWN } from './load-facts.ts';
import type { TextMatch } from './query.ts';
import type { ServiceIndex } from './service-index.ts';

type OneWord = { readonly slots: Uint32Array; readonly ranks: Float32Array };

/** Words only, never who searched for them; gone with the next change of the directory. */
export type WordMatches = { readonly known: Map<string, OneWord>; size: number };

export const newWordMatches = (): WordMatches => ({ known: new Map(), size: 0 });

export const forgetWords = (matches: WordMatches): void => {
  matches.known.clear();
  matches.size = 0;
};

/** Services over all words kept: eight bytes each. */
const MOST_KEPT = 2_000_000;

/** Services with all of the words (or any of them), each word as the beginning of a word. */
export async function matchWords(
  ctx: Ctx,
  index: ServiceIndex,
  matches: WordMatches,
  words: readonly string[],
): Promise<{ readonly all: TextMatch; readonly any: TextMatch }> {
  const size = index.facts.length;
  const each = await Promise.all(words.map(word => matchWord(ctx, index, matches, word)));
  const rank = new Float32Array(size);
  const [all, any] = [emptyBits(size), emptyBits(size)];
  each.forEach(({ slots, ranks }, word) => {
    const bits = emptyBits(size);
    for (let at = 0; at < slots.length; at++) {
      const slot = slots[at] ?? 0;
      setBit(bits, slot);
      setBit(any, slot);
      rank[slot] = (rank[slot] ?? 0) + (ranks[at] ?? 0);
    }
    if (word === 0) all.set(bits);
    else keepCommon(all, bits);
  });
  return { all: { bits: all, rank }, any: { bits: any, rank } };
}

async function matchWord(
  ctx: Ctx,
  index: ServiceIndex,
  matches: WordMatches,
  word: string,
): Promise<OneWord> {
  const kept = matches.known.get(word);
  if (kept !== undefined) {
    matches.known.delete(word);
    matches.known.set(word, kept);
    return kept;
  }
  const query = queryFor([word]);
  const { rows } = await sql<{ id: ServiceId; rank: number }>`
    select s.id, ts_rank(s.search, ${query}::tsquery) as rank from directory_services s
    where s.search @@ ${query}::tsquery and ${SHOWN}`.execute(ctx.tx);
  const found = rows.flatMap(({ id, rank }) => {
    const slot = index.slotOf.get(id);
    return slot === undefined ? [] : [{ slot, rank }];
  });
  const one = {
    slots: Uint32Array.from(found, ({ slot }) => slot),
    ranks: Float32Array.from(found, ({ rank }) => rank),
  };
  keep(matches, word, one);
  return one;
}

function keep(matches: WordMatches, word: string, one: OneWord): void {
  matches.known.set(word, one);
  matches.size += one.slots.length;
  for (const [oldest, { slots }] of matches.known) {
    if (matches.size <= MOST_KEPT) break;
    matches.known.delete(oldest);
    matches.size -= slots.length;
  }
}
