// Sources of the directory that people added: feeds and files, how they are read, and when they are fetched again.
import { sql } from 'kysely';
import type { Ctx } from '#database';
import { termKey } from '../formats/hsds/terms.ts';
import { stableId } from '../identity.ts';
import type { Standard } from './list-page.ts';

export type FeedSource = {
  readonly id: string;
  readonly code: string;
  readonly feedUrl: string | null;
  readonly refreshHours: number | null;
  readonly allowPrivate: boolean;
  readonly modifiedAfterWorks: boolean | null;
};

export type SourceWish = {
  /** Short name of its own, such as `bristol`; made from the address when not given. */
  readonly code: string;
  readonly kind: 'feed' | 'file';
  readonly name?: string | undefined;
  readonly publisher?: string | undefined;
  /** Feeds state no licence; the operator says it. */
  readonly licence?: string | undefined;
  readonly url: string;
  readonly mapping?: unknown;
  readonly refreshHours?: number | undefined;
  readonly allowPrivate?: boolean | undefined;
  /** Made up, or too old to send anybody to. */
  readonly demonstration?: boolean | undefined;
};

const STATED_NOT = 'not stated';

/** A code from an address or a file name: 'https://example.org/o/v3/services' → 'example-org-o-v3'. */
export function codeFrom(address: string): string {
  const url = URL.canParse(address) && /^https?:/.test(address) ? new URL(address) : null;
  const words = url
    ? `${url.hostname}${url.pathname}`
    : (address.split(/[/\\]/).filter(Boolean).at(-1) ?? 'file');
  const code = words
    .toLowerCase()
    .replace(/\.(?:json|ndjson|csv|gz|zip)$/g, '')
    .replace(/\/services\/?$/, '')
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-+|-+$/g, '')
    .slice(0, 60);
  return code.length > 1 ? code : `source-${code || 'file'}`;
}

const COLUMNS = sql`id, code, feed_url as "feedUrl", refresh_hours as "refreshHours", allow_private as "allowPrivate",
  modified_after_works as "modifiedAfterWorks"`;

/** Adds the source or brings it up to date; what is not said again stays as it was. */
export async function saveSource(ctx: Ctx, wish: SourceWish, at: string): Promise<FeedSource> {
  const id = stableId('source', wish.code, '');
  const feed = wish.kind === 'feed';
  await sql`insert into directory_sources (id, code, name, publisher, url, licence, attribution, as_of, kind, feed_url, mapping, refresh_hours,
      allow_private, demonstration, fetched_at)
    values (${id}::uuid, ${wish.code}, ${wish.name ?? wish.code}, ${wish.publisher ?? wish.name ?? wish.code}, ${wish.url},
      ${wish.licence ?? STATED_NOT}, ${`Source: ${wish.name ?? wish.code}.`}, ${at.slice(0, 10)}, ${wish.kind}, ${feed ? wish.url : null},
      ${wish.mapping === undefined ? null : JSON.stringify(wish.mapping)}::jsonb, ${wish.refreshHours ?? null}::integer,
      ${wish.allowPrivate ?? false}, ${wish.demonstration ?? false}, ${at}::timestamptz)
    on conflict (id) do update set url = excluded.url, feed_url = excluded.feed_url, kind = excluded.kind,
      name = case when ${wish.name !== undefined}::boolean then excluded.name else directory_sources.name end,
      publisher = case when ${(wish.publisher ?? wish.name) !== undefined}::boolean then excluded.publisher else directory_sources.publisher end,
      attribution = case when ${wish.name !== undefined}::boolean then excluded.attribution else directory_sources.attribution end,
      licence = case when ${wish.licence !== undefined}::boolean then excluded.licence else directory_sources.licence end,
      mapping = coalesce(excluded.mapping, directory_sources.mapping),
      refresh_hours = coalesce(excluded.refresh_hours, directory_sources.refresh_hours),
      allow_private = excluded.allow_private or directory_sources.allow_private, removed_at = null, requested_at = null`.execute(
    ctx.tx,
  );
  const { rows } =
    await sql<FeedSource>`select ${COLUMNS} from directory_sources where id = ${id}::uuid`.execute(ctx.tx);
  if (rows[0] === undefined) throw new Error('a source that was just saved is there');
  return rows[0];
}

/** Feeds whose time has come, the longest waiting first. */
export async function listDueFeeds(ctx: Ctx, at: string): Promise<readonly FeedSource[]> {
  const { rows } = await sql<FeedSource>`select ${COLUMNS} from directory_sources
    where next_refresh_at <= ${at}::timestamptz and not paused and feed_url is not null order by next_refresh_at limit 20`.execute(
    ctx.tx,
  );
  return rows;
}

/** Feeds that somebody asked to have read now, paused or not; and those whose run was cut off a while ago. */
export async function listRequestedFeeds(ctx: Ctx): Promise<readonly FeedSource[]> {
  const quietSince = sql`${ctx.clock().toString()}::timestamptz - interval '10 minutes'`;
  const { rows } = await sql<FeedSource>`select ${COLUMNS} from directory_sources d
    where feed_url is not null and (requested_at is not null or (not paused and exists (
      select from directory_imports i where i.source_id = d.id and i.state = 'running' and i.at < ${quietSince}
        and not exists (select from directory_import_pages p where p.import_id = i.id and p.at >= ${quietSince}))))
    order by requested_at nulls last limit 20`.execute(ctx.tx);
  return rows;
}

export type Fetch = {
  readonly at: string;
  readonly standard: Standard | null;
  readonly reached: boolean;
  /** Nothing that was asked for is missing. */
  readonly whole: boolean;
};

/** After a run: the day its entries describe, when all of them were read, and when to fetch again; sooner when the feed could not be reached. */
export async function noteFetch(
  ctx: Ctx,
  source: FeedSource,
  { at, standard, reached, whole }: Fetch,
): Promise<void> {
  await sql`update directory_sources set standard = coalesce(${standard}, standard),
      as_of = case when ${whole}::boolean then ${at.slice(0, 10)} else as_of end,
      fetched_at = case when ${reached}::boolean then ${at}::timestamptz else fetched_at end,
      next_refresh_at = ${at}::timestamptz + make_interval(hours => case when ${reached}::boolean then refresh_hours else least(refresh_hours, 6) end)
    where id = ${source.id}::uuid`.execute(ctx.tx);
}

export async function noteModifiedAfter(ctx: Ctx, source: FeedSource, works: boolean): Promise<void> {
  await sql`update directory_sources set modified_after_works = ${works} where id = ${source.id}::uuid`.execute(
    ctx.tx,
  );
}

/** Identifiers of the terms that came from the source, by taxonomy and code. */
export async function loadTerms(ctx: Ctx, sourceId: string): Promise<Map<string, string>> {
  const { rows } = await sql<{ taxonomy: string; code: string; id: string; list: string | null }>`
    select taxonomy, code, id, taxonomy_id as list from directory_taxonomy_terms where source_id = ${sourceId}::uuid`.execute(
    ctx.tx,
  );
  return new Map(
    rows.flatMap(({ taxonomy, code, id, list }) => [
      [termKey(taxonomy, code, list), id],
      [id, id],
    ]),
  );
}
