// What to check next, for those who keep the directory: by use and age, or as they like, one page at a time.
import { type RawBuilder, sql } from 'kysely';
import { type Ctx, onePage } from '#database';
import type { ServiceId } from '#kernel';
import type { TrustBand } from './score.ts';

export const REVIEW_SORTS = ['priority', 'due', 'score', 'gaps'] as const;
export type ReviewSort = (typeof REVIEW_SORTS)[number];
export const REVIEW_SHOWS = ['all', 'disputed', 'due'] as const;
export type ReviewShow = (typeof REVIEW_SHOWS)[number];

export type ReviewRow = {
  readonly id: ServiceId;
  readonly name: string;
  readonly source: string;
  readonly score: number;
  readonly band: TrustBand;
  /** 'YYYY-MM-DD' */
  readonly dueOn: string;
  readonly checkedOn: string | null;
  /** In the last half year, by all organisations. */
  readonly picked: number;
  readonly disputed: number;
  readonly gaps: number;
  readonly missing: boolean;
  /** The first to ring; null: none is known. */
  readonly phone: { readonly number: string; readonly extension: string | null } | null;
  readonly url: string | null;
  readonly email: string | null;
};

export type ReviewPage = {
  readonly rows: readonly ReviewRow[];
  readonly total: number;
  readonly pageSize: number;
};

const PAGE = 25;

const ORDER: Readonly<Record<ReviewSort, RawBuilder<unknown>>> = {
  priority: sql`t.priority desc, t.service_id`,
  due: sql`t.due_on, t.service_id`,
  score: sql`t.score, t.service_id`,
  gaps: sql`t.gaps desc, t.service_id`,
};

/** @param today 'YYYY-MM-DD' in London. */
export async function listReviewQueue(
  ctx: Ctx,
  {
    sort,
    show,
    page,
    today,
  }: { readonly sort: ReviewSort; readonly show: ReviewShow; readonly page: number; readonly today: string },
): Promise<ReviewPage> {
  const which = {
    all: sql`t.shown`,
    disputed: sql`t.shown and t.disputed > 0`,
    due: sql`t.shown and t.due_on <= ${today}::date`,
  }[show];
  // The page is picked from the narrow table before anything is looked up for it.
  const { rows } = await sql<ReviewRow>`
    select s.id, s.name, d.name as source, t.score, t.band, t.due_on as "dueOn", t.checked_on as "checkedOn", t.picked, t.disputed, t.gaps,
      s.missing_since is not null as missing, s.url, s.email,
      (select json_build_object('number', p.number, 'extension', p.extension) from directory_phones p
        where p.service_id = s.id or p.contact_id in (select c.id from directory_contacts c where c.service_id = s.id)
        order by p.ordering, p.number limit 1) as phone
    from (select * from directory_standings t where ${which} order by ${ORDER[sort]} ${onePage(page, PAGE)}) t
    join directory_services s on s.id = t.service_id join directory_sources d on d.id = s.source_id order by ${ORDER[sort]}`.execute(
    ctx.tx,
  );
  const { rows: counts } = await sql<{
    total: number;
  }>`select count(*)::int as total from directory_standings t where ${which}`.execute(ctx.tx);
  return { rows, total: counts[0]?.total ?? 0, pageSize: PAGE };
}
