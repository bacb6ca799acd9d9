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

/** Fields of a form that leads back here: nothing that is not in the address already. */
export const backOf = (trail: Trail): Record<string, string> =>
  Object.fromEntries(
    pairsOf(trail).flatMap(([name, value]) => (value === null ? [] : [[name, value] as const])),
  );

/** The other way round; an address may name a thing twice, and then it is a list whatever its type says. */
export function trailFrom(req: Req, fields: Readonly<Record<string, unknown>>): Trail {
  const text = (name: string, longest: number): string | null => {
    const value = fields[name];
    return typeof value === 'string' && value !== '' ? value.slice(0, longest) : null;
  };
  const page = Number(fields.page);
  return {
    search: text('search', 4000),
    kind: text('kind', 40),
    page: Number.isInteger(page) && page >= 1 && page <= 100_000 ? page : 1,
    step: stepOf(req, fields['for-step']),
  };
}
