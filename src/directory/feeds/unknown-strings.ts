// The queue of words in feeds that nobody here understood: how often, and what a person decided that each means.
import { type RawBuilder, sql } from 'kysely';
import { type Ctx, onePage } from '#database';
import { done, findLanguage, foldForSearch, isUuid, type Outcome, refused } from '#kernel';
import type { Entry, UnknownString } from '../formats/entry.ts';
import { stableId } from '../identity.ts';

export type Meanings = (unknown: UnknownString) => readonly string[] | undefined;

const keyOf = ({ field, text }: UnknownString): string => `${field} ${foldForSearch(text)}`;

/** What was decided, for this source first and otherwise for any: 'Taiwanese' means the same wherever it stands. */
export async function loadMeanings(ctx: Ctx, sourceId: string): Promise<Meanings> {
  const { rows } = await sql<UnknownString & { meaning: string[] }>`
    select field, text, meaning from directory_unknown_strings where meaning is not null
    order by source_id = ${sourceId}::uuid, decided_at`.execute(ctx.tx);
  const known = new Map(rows.map(row => [keyOf(row), row.meaning]));
  return unknown => known.get(keyOf(unknown));
}

type Waiting = UnknownString & { readonly times: number; readonly example: string };

export function countUnknown(entries: readonly Entry[], into: Map<string, Waiting>): void {
  for (const { hsds, originalId } of entries) {
    for (const unknown of hsds?.unknown ?? []) {
      const key = `${unknown.field} ${unknown.text}`;
      const before = into.get(key);
      into.set(key, { ...unknown, times: (before?.times ?? 0) + 1, example: before?.example ?? originalId });
    }
  }
}

/** `whole`: every record of the source was read, so the numbers replace those of before. */
export async function saveUnknown(
  ctx: Ctx,
  source: { readonly id: string; readonly code: string },
  waiting: Iterable<Waiting>,
  { at, whole }: { at: string; whole: boolean },
): Promise<void> {
  const rows = [...waiting].map(one => ({
    ...one,
    id: stableId('unknown', source.code, `${one.field} ${one.text}`),
  }));
  if (rows.length === 0) return;
  await sql`insert into directory_unknown_strings (id, source_id, field, text, times, example, first_seen_at, last_seen_at)
    select r.id, ${source.id}::uuid, r.field, r.text, r.times, left(r.example, 200), ${at}::timestamptz, ${at}::timestamptz
    from json_to_recordset(${JSON.stringify(rows)}::json) as r(id uuid, field text, text text, times integer, example text)
    on conflict (source_id, field, text) do update set last_seen_at = excluded.last_seen_at, example = excluded.example,
      times = case when ${whole}::boolean then excluded.times else greatest(excluded.times, directory_unknown_strings.times) end`.execute(
    ctx.tx,
  );
}

export type WaitingString = {
  readonly id: string;
  readonly field: UnknownString['field'];
  readonly text: string;
  readonly times: number;
  readonly example: string | null;
  readonly source: string;
  readonly firstSeen: Date;
  readonly lastSeen: Date;
  /** Null while nobody has decided; empty: it means nothing. */
  readonly meaning: readonly string[] | null;
};

const PAGE = 50;

export type StringFilter = {
  readonly decided?: boolean;
  readonly field?: UnknownString['field'] | undefined;
  /** Some of its letters. */
  readonly query?: string | undefined;
};

const fits = ({ decided = false, field, query }: StringFilter) => sql`
  ${decided ? sql`u.meaning is not null` : sql`u.meaning is null`}
  and ${field === undefined ? sql`true` : sql`u.field = ${field}`}
  and ${query ? sql`u.text ilike ${`%${query.replace(/[\\%_]/g, '\\$&')}%`}` : sql`true`}`;

/** How many wait, by what they stand for. */
export async function countUnknownStrings(
  ctx: Ctx,
): Promise<Readonly<Record<UnknownString['field'], number>>> {
  const { rows } = await sql<{ field: UnknownString['field']; n: number }>`
    select field, count(*)::int as n from directory_unknown_strings where meaning is null group by field`.execute(
    ctx.tx,
  );
  const counts = { language: 0, 'taxonomy-term': 0 };
  for (const { field, n } of rows) counts[field] = n;
  return counts;
}

/** Those that wait, the commonest first; or those decided, the latest first. */
export async function listUnknownStrings(
  ctx: Ctx,
  { page = 1, ...filter }: StringFilter & { readonly page?: number },
): Promise<{
  readonly strings: readonly WaitingString[];
  readonly total: number;
  readonly pageSize: number;
}> {
  const { rows } = await sql<WaitingString & { total: number }>`
    select u.id, u.field, u.text, u.times, u.example, s.name as source, u.first_seen_at as "firstSeen", u.last_seen_at as "lastSeen",
      u.meaning, count(*) over ()::int as total
    from directory_unknown_strings u join directory_sources s on s.id = u.source_id
    where ${fits(filter)}
    order by ${filter.decided ? sql`u.decided_at desc, u.id` : sql`u.times desc, u.id`}
    ${onePage(page, PAGE)}`.execute(ctx.tx);
  return { strings: rows.map(({ total: _, ...row }) => row), total: rows[0]?.total ?? 0, pageSize: PAGE };
}

export async function loadUnknownString(ctx: Ctx, id: string): Promise<WaitingString | null> {
  if (!isUuid(id)) return null;
  const { rows } = await sql<WaitingString>`
    select u.id, u.field, u.text, u.times, u.example, s.name as source, u.first_seen_at as "firstSeen", u.last_seen_at as "lastSeen", u.meaning
    from directory_unknown_strings u join directory_sources s on s.id = u.source_id where u.id = ${id}::uuid`.execute(
    ctx.tx,
  );
  return rows[0] ?? null;
}

/**
 * Says what a word means: names or tags of languages, or codes of kinds; none says that it means nothing. The next import uses it.
 */
export async function decideUnknownString(
  ctx: Ctx,
  id: string,
  meaning: readonly string[],
): Promise<Outcome<readonly string[], 'not-found' | 'not-known'>> {
  const unknown = await loadUnknownString(ctx, id);
  if (unknown === null) return refused('not-found');
  const known = await codesOf(ctx, unknown.field, meaning);
  if (known === null) return refused('not-known');
  await sql`update directory_unknown_strings set meaning = ${known}::text[], decided_at = ${ctx.clock().toString()}::timestamptz
    where id = ${id}::uuid`.execute(ctx.tx);
  await decide(ctx, sql`id = ${id}::uuid`, known);
  ctx.record({
    event: 'directory-word.decided',
    subject: { type: 'directory-word', id },
    detail: { meaning: known },
  });
  return done(known);
}

export type ManyStrings = {
  readonly field: UnknownString['field'];
  /** Those of them that wait; or everything that waits and has the letters. */
  readonly which: { readonly ids: readonly string[] } | { readonly query: string | undefined };
  readonly meaning: readonly string[];
};

/** The same for many at once. Answers how many were decided. */
export async function decideUnknownStrings(
  ctx: Ctx,
  { field, which, meaning }: ManyStrings,
): Promise<Outcome<number, 'none-chosen' | 'not-known'>> {
  const known = await codesOf(ctx, field, meaning);
  if (known === null) return refused('not-known');
  const ids = 'ids' in which ? which.ids.filter(isUuid) : null;
  if (ids?.length === 0) return refused('none-chosen');
  const chosen = ids
    ? sql`field = ${field} and id = any(${ids}::uuid[])`
    : sql`id in (select u.id from directory_unknown_strings u where ${fits({ field, query: 'query' in which ? which.query : undefined })})`;
  const decided = await decide(ctx, chosen, known);
  if (decided === 0) return refused('none-chosen');
  ctx.record({ event: 'directory-word.decided', detail: { meaning: known, words: decided } });
  return done(decided);
}

/** The same words mean the same in every source: those that wait anywhere are decided with them. */
async function decide(ctx: Ctx, chosen: RawBuilder<unknown>, meaning: readonly string[]): Promise<number> {
  const { numAffectedRows } = await sql`update directory_unknown_strings u
    set meaning = ${meaning}::text[], decided_at = ${ctx.clock().toString()}::timestamptz
    where u.meaning is null and (u.field, lower(u.text)) in (
      select field, lower(text) from directory_unknown_strings where ${chosen})`.execute(ctx.tx);
  return Number(numAffectedRows ?? 0);
}

/** Null when one of them is nothing we know. */
async function codesOf(
  ctx: Ctx,
  field: UnknownString['field'],
  meaning: readonly string[],
): Promise<readonly string[] | null> {
  const codes = await Promise.all(meaning.map(one => codeOf(ctx, field, one)));
  const known = codes.filter(code => code !== null);
  return known.length < codes.length ? null : known;
}

async function codeOf(ctx: Ctx, field: UnknownString['field'], written: string): Promise<string | null> {
  if (field === 'language') return findLanguage(written)?.tag ?? null;
  const { rows } = await sql<{ code: string }>`
    select code from directory_taxonomy_terms where source_id is null and (code = ${written} or lower(name) = lower(${written})) limit 1`.execute(
    ctx.tx,
  );
  return rows[0]?.code ?? null;
}
