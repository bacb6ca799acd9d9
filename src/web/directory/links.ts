// Addresses within the directory: which search one came from, and which plan step a service is being chosen for.
import { isUuid } from '#kernel';
import type { Req } from '#web';

export type Trail = {
  /** The search, sealed; null on the first page. */
  readonly search: string | null;
  /** A kind chosen by link: says nothing about anybody, so it stands as it is. */
  readonly kind: string | null;
  readonly page: number;
  /** The step that a service is being chosen for. */
  readonly step: string | null;
};

export function stepOf({ query, actor }: Req, asked: unknown = query['for-step']): string | null {
  const worksOnPlans = actor.kind === 'staff' && (actor.role === 'link_worker' || actor.role === 'manager');
  return worksOnPlans && typeof asked === 'string' && isUuid(asked) ? asked : null;
}

const withQuery = (path: string, pairs: readonly (readonly [string, string | null])[]): string => {
  const given = pairs.filter((pair): pair is readonly [string, string] => pair[1] !== null && pair[1] !== '');
  return given.length === 0
    ? path
    : `${path}?${new URLSearchParams(given.map(([name, value]): [string, string] => [name, value]))}`;
};

const pairsOf = ({ search, kind, step, page }: Trail): (readonly [string, string | null])[] => [
  ['search', search],
  ['kind', search === null ? kind : null],
  ['page', page > 1 ? String(page) : null],
  ['for-step', step],
];

export const directoryHref = (trail: Trail): string => withQuery('/directory', pairsOf(trail));

/** A blank search, still for the same step. */
export const startAgainHref = ({ step }: Trail): string => withQuery('/directory', [['for-step', step]]);

export const kindHref = ({ step }: Trail, kind: string): string =>
  withQuery('/directory', [
    ['kind', kind],
    ['for-step', step],
  ]);

export const serviceHref = (trail: Trail, id: string): string =>
  withQuery(`/directory/services/${id}`, pairsOf(trail));
