// Whose record a request is about: the person, their referrals and the one that is being worked on.
import type { Temporal } from 'temporal-polyfill';
import { type AccountId, type Actor, isUuid, londonDay } from '#kernel';
import { loadPersonRecord, type PersonRecord } from '#people';
import { loadReferralsOfPerson, OPEN_STATES, type Referral } from '#referrals';
import type { Req } from '#web';

export type PersonScene = {
  readonly person: PersonRecord;
  /** Newest first. */
  readonly referrals: readonly Referral[];
  /** The one in hand; null for a person without any. */
  readonly referral: Referral | null;
  readonly today: Temporal.PlainDate;
  /** Whether this reader works with people or only reads. */
  readonly mayWork: boolean;
  /** The list this reader came from. */
  readonly home: { readonly href: string; readonly text: string };
};

/** The person an address names, or null when there is none for this reader (row-level security: 404, never 403). */
export async function openPerson(req: Req): Promise<PersonScene | null> {
  const id = req.params.person ?? '';
  return isUuid(id) ? openRecord(req, id) : null;
}

/** The same for a record known by its id, such as the person of a goal. `referralId` says which of their referrals is meant. */
export async function openRecord(
  req: Req,
  personId: string,
  referralId?: string,
): Promise<PersonScene | null> {
  const [person, referrals] = await Promise.all([
    loadPersonRecord(req.ctx, personId),
    loadReferralsOfPerson(req.ctx, personId),
  ]);
  if (!person) return null;
  const wanted = referralId ?? req.query.referral;
  return {
    person,
    referrals,
    referral: pickReferral(referrals, wanted, req.actor),
    today: londonDay(req.ctx.clock()),
    mayWork: worksWithPeople(req.actor),
    home: homeFor(req.actor),
  };
}

const homeFor = (actor: Actor): PersonScene['home'] =>
  actor.kind === 'staff' && actor.role === 'link_worker'
    ? { href: '/caseload', text: 'Your caseload' }
    : { href: '/people', text: 'People' };

const worksWithPeople = (actor: Actor): boolean =>
  actor.kind === 'staff' && (actor.role === 'link_worker' || actor.role === 'manager');

/**
 * The referral that was asked for, else the newest open one of this worker, else the newest that anybody works on, else the
 * newest. A person may have several at one time.
 */
export function pickReferral(
  referrals: readonly Referral[],
  wanted: string | undefined,
  actor: Actor,
): Referral | null {
  const asked = referrals.find(referral => referral.id === wanted);
  if (asked) return asked;
  const open = referrals.filter(referral => OPEN_STATES.includes(referral.state));
  const own =
    actor.kind === 'staff' ? open.find(referral => referral.workerId === actor.accountId) : undefined;
  return own ?? open.find(referral => referral.workerId !== null) ?? open[0] ?? referrals[0] ?? null;
}

/** Address of a page about this person; names the referral only where there is a choice. */
export const personHref = (
  {
    person,
    referrals,
    referral,
  }: Pick<PersonScene, 'referrals' | 'referral'> & { readonly person: Pick<PersonRecord, 'id'> },
  page = '',
): string =>
  `/people/${person.id}${page}${referral && referrals.length > 1 ? `?referral=${referral.id}` : ''}`;

export const isOpen = (referral: Referral | null): referral is Referral =>
  referral !== null && OPEN_STATES.includes(referral.state);

/** Whose list a new task goes on: a link worker's own; a manager plans for the worker whose referral it is, if there is one. */
export const workerFor = ({ actor }: Req, { referral }: PersonScene): AccountId | null =>
  actor.kind === 'staff' && actor.role === 'link_worker' ? actor.accountId : (referral?.workerId ?? null);
