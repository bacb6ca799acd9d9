// One page of a list: which part of it, and the envelope that Open Referral puts around it.
import { type Query, USUAL_A_PAGE } from './parameters.ts';
import type { Json } from './write.ts';

/** `limit` null: all on one page, as `minimal` is unless pages are asked for. */
export function windowOf({ page = 1, per_page: perPage, minimal }: Query): {
  readonly limit: number | null;
  readonly offset: number;
} {
  if (minimal && perPage === undefined && page === 1) return { limit: null, offset: 0 };
  const limit = perPage ?? USUAL_A_PAGE;
  return { limit, offset: (page - 1) * limit };
}

/** A page after the last is empty and says so; an empty list has one page, the first and the last. */
export function pageOf(query: Query, total: number, contents: Json[]) {
  const { limit } = windowOf(query);
  const pages = limit === null ? 1 : Math.max(1, Math.ceil(total / limit));
  const number = query.page ?? 1;
  return {
    total_items: total,
    total_pages: pages,
    page_number: number,
    size: contents.length,
    first_page: number === 1,
    last_page: number >= pages,
    empty: contents.length === 0,
    contents,
  };
}
