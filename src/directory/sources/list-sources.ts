// The sources of the directory as an administrator sees them: last run, numbers, next fetch, and what could not be taken.
import { sql } from 'kysely';
import { type Ctx, onePage } from '#database';
import { isUuid } from '#kernel';

export type ListedSource = {
  readonly id: string;
  readonly name: string;
  readonly code: string;
  readonly kind: 'built-in' | 'feed' | 'file';
  readonly url: string;
  readonly licence: string;
  readonly asOf: string;
  readonly services: number;
  readonly missing: number;
  readonly lastRun: { readonly at: Date; readonly state: string; readonly error: string | null } | null;
  readonly nextRefresh: Date | null;
  readonly isFeed: boolean;
  readonly pausedAt: Date | null;
  readonly requestedAt: Date | null;
  readonly removedAt: Date | null;
};

/** How far a run under way has come. */
export type RunProgress = {
  readonly pages: number;
  /** Null when the feed does not say. */
  readonly totalPages: number | null;
  readonly services: number;
  readonly lastPageAt: Date;
};

const COLUMNS = sql`d.id, d.name, d.code, d.kind, coalesce(d.feed_url, d.url) as url, d.licence, d.as_of as "asOf",
  d.next_refresh_at as "nextRefresh",
  d.feed_url is not null as "isFeed", d.paused_at as "pausedAt", d.requested_at as "requestedAt", d.removed_at as "removedAt",
  (select count(*)::int from directory_services s where s.source_id = d.id and s.left_out is distinct from 'removed') as services,
  (select count(*)::int from directory_records r where r.source_id = d.id and r.missing_since is not null) as missing,
  i.at as run_at, i.state as run_state, i.error as run_error`;
const FROM = sql`directory_sources d left join lateral (
  select at, state, error from directory_imports where source_id = d.id order by at desc limit 1) i on true`;

type Row = Omit<ListedSource, 'lastRun'> & {
  run_at: Date | null;
  run_state: string | null;
  run_error: string | null;
};

const sourceOf = ({ run_at, run_state, run_error, ...source }: Row): ListedSource => ({
  ...source,
  lastRun: run_at === null ? null : { at: run_at, state: run_state ?? '', error: run_error },
});

const PAGE = 50;

export type SourcesPage = {
  readonly sources: readonly ListedSource[];
  readonly total: number;
  readonly pageSize: number;
  /** Words that wait for a person. */
  readonly waiting: number;
};

export async function listSources(ctx: Ctx, page: number): Promise<SourcesPage> {
  const { rows } =
    await sql<Row>`select ${COLUMNS} from ${FROM} order by d.name, d.id ${onePage(page, PAGE)}`.execute(
      ctx.tx,
    );
  const { rows: counts } = await sql<{ total: number; waiting: number }>`
    select (select count(*)::int from directory_sources) as total,
      (select count(*)::int from directory_unknown_strings where meaning is null) as waiting`.execute(ctx.tx);
  return {
    sources: rows.map(sourceOf),
    total: counts[0]?.total ?? 0,
    waiting: counts[0]?.waiting ?? 0,
    pageSize: PAGE,
  };
}

/** One field or record that was dropped or changed, as the last import saw it. */
export type ToldProblem = {
  readonly record: string;
  readonly field: string;
  readonly reason: string;
  readonly value: string;
};

export type SourceProblems = {
  readonly source: ListedSource;
  /** Null unless a run is under way. */
  readonly progress: RunProgress | null;
  readonly problems: readonly ToldProblem[];
  readonly total: number;
  readonly pageSize: number;
};

/** Records that could not be taken in the last run first, then fields of those that were. */
export async function loadSourceProblems(ctx: Ctx, id: string, page: number): Promise<SourceProblems | null> {
  if (!isUuid(id)) return null;
  const { rows: found } = await sql<Row>`select ${COLUMNS} from ${FROM} where d.id = ${id}::uuid`.execute(
    ctx.tx,
  );
  if (found[0] === undefined) return null;
  const { rows } = await sql<ToldProblem & { total: number }>`
    with told as (
      select 0 as part, p.record, p.ordering::bigint as place, p.field, p.reason, p.value from directory_import_problems p
      where p.import_id = (select i.id from directory_imports i where i.source_id = ${id}::uuid order by i.at desc limit 1)
      union all
      select 1, r.original_id, f.place, f.problem->>'field', f.problem->>'reason', f.problem->>'value'
      from directory_records r, jsonb_array_elements(r.problems) with ordinality as f(problem, place)
      where r.source_id = ${id}::uuid and r.problems <> '[]')
    select record, field, reason, value, count(*) over ()::int as total from told
    order by part, record, place ${onePage(page, PAGE)}`.execute(ctx.tx);
  return {
    source: sourceOf(found[0]),
    progress: await loadProgress(ctx, id),
    problems: rows.map(({ total: _, ...problem }) => problem),
    total: rows[0]?.total ?? 0,
    pageSize: PAGE,
  };
}

async function loadProgress(ctx: Ctx, sourceId: string): Promise<RunProgress | null> {
  const { rows } = await sql<RunProgress>`
    select count(p.page)::int as pages, i.total_pages as "totalPages", coalesce(sum((p.counts->>'read')::int), 0)::int as services,
      coalesce(max(p.at), i.at) as "lastPageAt"
    from directory_imports i left join directory_import_pages p on p.import_id = i.id
    where i.source_id = ${sourceId}::uuid and i.state = 'running' group by i.id`.execute(ctx.tx);
  return rows[0] ?? null;
}

/** One source by itself, to ask about it. */
export async function loadSource(ctx: Ctx, id: string): Promise<ListedSource | null> {
  if (!isUuid(id)) return null;
  const { rows } = await sql<Row>`select ${COLUMNS} from ${FROM} where d.id = ${id}::uuid`.execute(ctx.tx);
  return rows[0] ? sourceOf(rows[0]) : null;
}

/** Every kind of service there is, to choose what a term means. */
export async function listEveryKind(
  ctx: Ctx,
): Promise<readonly { readonly code: string; readonly label: string }[]> {
  const { rows } = await sql<{ code: string; label: string }>`
    select code, name as label from directory_taxonomy_terms where source_id is null order by name, code`.execute(
    ctx.tx,
  );
  return rows;
}
