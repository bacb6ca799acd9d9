// Runs of imports: which pages were fetched, what was found, and where one that was cut off goes on.
import { sql } from 'kysely';
import type { Ctx } from '#database';
import type { RecordProblem } from '../formats/entry.ts';
import { soundText } from '../formats/sound-json.ts';
import { CLEANING_VERSION, type ReadingCounts } from '../import/import-reading.ts';
import type { Validators } from './fetch-page.ts';

export type RunState = 'done' | 'partly' | 'failed' | 'not-changed';
export type Via = 'command' | 'schedule' | 'page';

export type Run = {
  readonly id: string;
  /** Instant of its start. */
  readonly at: string;
  readonly listUrl: string | null;
  readonly totalPages: number | null;
  /** Every service was asked for, not only those changed since `since`. */
  readonly whole: boolean;
  readonly since: string | null;
  readonly resumed: boolean;
};

export type PageRow = {
  readonly page: number;
  readonly ids: readonly string[];
  readonly fetched: boolean;
  readonly attempts: number;
  readonly status: number | null;
  readonly problem: string | null;
  readonly counts: Partial<ReadingCounts>;
  readonly validators: Validators;
};

type RunRow = {
  id: string;
  at: Date;
  list_url: string | null;
  total_pages: number | null;
  counts: { whole?: boolean; since?: string; oneByOne?: boolean | null };
};

const runOf = ({ id, at, list_url, total_pages, counts }: RunRow, resumed: boolean): Run => ({
  id,
  at: at.toISOString(),
  listUrl: list_url,
  totalPages: total_pages,
  whole: counts.whole ?? true,
  since: counts.since ?? null,
  resumed,
});

const A_DAY_MS = 24 * 3_600_000;
export const A_WEEK_MS = 7 * A_DAY_MS;

/** The run that was cut off less than a day ago; an older one is given up. */
export async function findCutOff(ctx: Ctx, sourceId: string, at: string): Promise<Run | null> {
  const { rows } = await sql<RunRow>`select id, at, list_url, total_pages, counts from directory_imports
    where source_id = ${sourceId}::uuid and state = 'running'`.execute(ctx.tx);
  const [row] = rows;
  if (row === undefined) return null;
  if (Date.parse(at) - row.at.getTime() < A_DAY_MS) return runOf(row, true);
  await sql`update directory_imports set state = 'failed', finished_at = ${at}::timestamptz, error = 'cut-off' where id = ${row.id}::uuid`.execute(
    ctx.tx,
  );
  return null;
}

export type LastWhole = Run & {
  /** Whether its services had to be fetched one by one; null: it did not look. */
  readonly oneByOne: boolean | null;
  /** Nothing at all could be fetched in a run since. */
  readonly failedSince: boolean;
};

/**
 * The last run that read everything. `anew`: since then (or since the first run, where none was whole) a person has decided about unknown words,
 * or fields are cleaned otherwise: then all is read as if for the first time.
 */
export async function findLastWhole(
  ctx: Ctx,
  sourceId: string,
): Promise<{ readonly last: LastWhole | null; readonly anew: boolean }> {
  type Row = RunRow & { whole: boolean; anew: boolean; failed_since: boolean };
  const { rows } = await sql<Row>`
    with runs as (
      select *, state in ('done', 'not-changed') and list_url is not null and coalesce((counts->>'whole')::boolean, true) as whole
      from directory_imports where source_id = ${sourceId}::uuid and state <> 'running')
    select id, at, list_url, total_pages, counts, whole,
      coalesce(counts->>'cleaning', '') <> ${CLEANING_VERSION}
        or exists (select from directory_unknown_strings u where u.decided_at >= runs.at) as anew,
      exists (select from runs later where later.at >= runs.at and later.state = 'failed') as failed_since
    from runs order by whole desc, case when whole then at end desc, at limit 1`.execute(ctx.tx);
  const [row] = rows;
  if (row === undefined) return { last: null, anew: false };
  const { whole, anew, failed_since: failedSince } = row;
  const last = { ...runOf(row, false), oneByOne: row.counts.oneByOne ?? null, failedSince };
  return { last: whole && !anew ? last : null, anew };
}

export type NewRun = {
  readonly via: Via;
  readonly at: string;
  readonly whole: boolean;
  readonly since: string | null;
};

export async function startRun(ctx: Ctx, sourceId: string, { via, at, whole, since }: NewRun): Promise<Run> {
  const id = ctx.newId();
  await sql`insert into directory_imports (id, source_id, at, via, state, counts)
    values (${id}::uuid, ${sourceId}::uuid, ${at}::timestamptz, ${via}, 'running', ${JSON.stringify({ whole, since })}::jsonb)`.execute(
    ctx.tx,
  );
  return { id, at, listUrl: null, totalPages: null, whole, since, resumed: false };
}

export async function noteList(
  ctx: Ctx,
  run: Run,
  listUrl: string,
  totalPages: number | null,
): Promise<void> {
  await sql`update directory_imports set list_url = ${listUrl}, total_pages = ${totalPages}::integer where id = ${run.id}::uuid`.execute(
    ctx.tx,
  );
}

export async function savePage(ctx: Ctx, run: Run, page: PageRow, at: string): Promise<void> {
  const counts = JSON.stringify({ ...page.counts, ...page.validators });
  await sql`insert into directory_import_pages (import_id, page, at, fetched, attempts, http_status, original_ids, counts, problem)
    values (${run.id}::uuid, ${page.page}, ${at}::timestamptz, ${page.fetched}, ${page.attempts}, ${page.status}::integer, ${page.ids}::text[],
      ${counts}::jsonb, ${page.problem})
    on conflict (import_id, page) do update set at = excluded.at, fetched = excluded.fetched, attempts = excluded.attempts,
      http_status = excluded.http_status, original_ids = excluded.original_ids, counts = excluded.counts, problem = excluded.problem`.execute(
    ctx.tx,
  );
}

export async function loadPages(ctx: Ctx, runId: string): Promise<ReadonlyMap<number, PageRow>> {
  type Row = {
    page: number;
    original_ids: string[];
    fetched: boolean;
    attempts: number;
    http_status: number | null;
    problem: string | null;
    counts: Partial<ReadingCounts> & Validators;
  };
  const { rows } = await sql<Row>`select page, original_ids, fetched, attempts, http_status, problem, counts
    from directory_import_pages where import_id = ${runId}::uuid order by page`.execute(ctx.tx);
  return new Map(
    rows.map(row => {
      const { etag, lastModified, ...counts } = row.counts;
      return [
        row.page,
        {
          page: row.page,
          ids: row.original_ids,
          fetched: row.fetched,
          attempts: row.attempts,
          status: row.http_status,
          problem: row.problem,
          counts,
          validators: { etag, lastModified },
        },
      ];
    }),
  );
}

/** A list that promised more than it had: what it does not list need not be gone. `value`: '31 of 128'. */
export const fewerListed = (source: string, value: string): RecordProblem => ({
  source,
  record: 'list',
  field: 'total_items',
  reason: 'fewer-listed-than-said',
  value,
});

const MOST_PROBLEMS = 10_000;

/** Records and pages that could not be taken at all. */
export async function saveProblems(
  ctx: Ctx,
  runId: string,
  problems: readonly RecordProblem[],
): Promise<void> {
  if (problems.length === 0) return;
  // Where a text was cut there may be half a character, which PostgreSQL takes in no text.
  const sound = problems.slice(0, MOST_PROBLEMS).map(({ record, field, reason, value }) => ({
    record: soundText(record),
    field: soundText(field),
    reason,
    value: soundText(value),
  }));
  await sql`insert into directory_import_problems (import_id, ordering, record, field, reason, value)
    select ${runId}::uuid, coalesce((select max(ordering) from directory_import_problems where import_id = ${runId}::uuid), 0) + p.n,
      left(p.record, 500), left(p.field, 200), p.reason, p.value
    from (select *, row_number() over () as n from json_to_recordset(${JSON.stringify(sound)}::json)
      as r(record text, field text, reason text, value text)) p`.execute(ctx.tx);
}

/** What was told of the pages that a run has already, as it was told then: a run that goes on tells of all of it. */
export async function loadTold(
  ctx: Ctx,
  source: { readonly id: string; readonly code: string },
  { id }: Run,
  pages: ReadonlyMap<number, PageRow>,
): Promise<readonly RecordProblem[]> {
  const ids = JSON.stringify([...pages.values()].flatMap(page => page.ids));
  // A page that could not be fetched is fetched again.
  const { rows } = await sql<Omit<RecordProblem, 'source'>>`
    select record, field, reason, value from directory_import_problems where import_id = ${id}::uuid and field <> 'page'
    union all
    select r.original_id, p.field, p.reason, p.value
    from directory_records r, jsonb_to_recordset(r.problems) as p(field text, reason text, value text)
    where r.source_id = ${source.id}::uuid and r.original_id in (select jsonb_array_elements_text(${ids}::jsonb))`.execute(
    ctx.tx,
  );
  return rows.map(row => ({ ...row, source: source.code }));
}

export async function finishRun(
  ctx: Ctx,
  run: Run,
  end: {
    readonly state: RunState;
    readonly at: string;
    readonly error: string | null;
    readonly counts: Record<string, unknown>;
  },
): Promise<void> {
  const counts = JSON.stringify({ ...end.counts, whole: run.whole, since: run.since });
  await sql`update directory_imports set state = ${end.state}, finished_at = ${end.at}::timestamptz, error = ${end.error}, counts = ${counts}::jsonb
    where id = ${run.id}::uuid`.execute(ctx.tx);
}
