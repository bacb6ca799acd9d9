// A link worker: what colleagues and the person choosing may know of them, and who may change it.
import {
  type AccountId,
  type Actor,
  done,
  type Outcome,
  refused,
  type TeamId,
  type Unanswered,
} from '#kernel';

export const WORKER_SEXES = {
  female: 'Female',
  male: 'Male',
  other: 'Other',
  not_asked: 'Not asked yet',
  not_now: 'Not now',
  declined: 'Prefer not to say',
  not_known: 'Not known',
} as const satisfies Record<'female' | 'male' | 'other' | Unanswered, string>;
export type WorkerSex = keyof typeof WORKER_SEXES;

export const LANGUAGE_LEVELS = {
  first: 'First language',
  fluent: 'Fluent',
  working: 'Enough to work in',
} as const;
export type LanguageLevel = keyof typeof LANGUAGE_LEVELS;

export type WorkerLanguage = { readonly language: string; readonly level: LanguageLevel };

export type LinkWorker = {
  readonly id: AccountId;
  readonly name: string;
  readonly teamId: TeamId;
  readonly teamName: string;
  readonly sex: WorkerSex;
  /** Only what the worker chose to share (guidance P1b: same or another background, by choice). */
  readonly background: string | null;
  readonly languages: readonly WorkerLanguage[];
  /** People they can support at one time. */
  readonly capacity: number;
  readonly openReferrals: number;
  readonly openTasks: number;
  readonly takingReferrals: boolean;
  /** What they say they know about. */
  readonly topics: readonly string[];
  /** 'individual', 'group'; empty: not said. */
  readonly formats: readonly string[];
  /** Postcode districts or areas where they can meet people; empty: not said. */
  readonly worksIn: readonly string[];
};

/** What a match needs to know of each who could be given somebody. */
export type MatchCandidate = Omit<LinkWorker, 'teamId' | 'teamName' | 'openTasks'> & {
  /** Places taken, with interpreting and complexity counted. */
  readonly openWeight: number;
  /** Days in London, YYYY-MM-DD. */
  readonly lastGivenOn: string | null;
  readonly recentClosings: readonly string[];
  /** They supported this person before, in another referral. */
  readonly supportedBefore: boolean;
};

export type ProfileChange = {
  readonly sex: WorkerSex;
  readonly background: string | null;
  readonly languages: readonly WorkerLanguage[];
  /** Left out: as it was. */
  readonly topics?: readonly string[];
  readonly formats?: readonly string[];
  readonly worksIn?: readonly string[];
  /** Set by managers and administrators; a worker's own change leaves it out. */
  readonly capacity?: number;
};

export const MOST_CAPACITY = 500;

/** A worker describes themselves; how much they can carry is agreed with a manager. */
export function decideProfileChange(
  actor: Actor,
  worker: LinkWorker,
  change: ProfileChange,
): Outcome<ProfileChange, 'not-yours' | 'capacity-out-of-range'> {
  const runs = mayRunWorkers(actor);
  if (!runs && !isThemself(actor, worker.id)) return refused('not-yours');
  if (change.capacity === undefined) return done(change);
  if (!runs && change.capacity !== worker.capacity) return refused('not-yours');
  const fits = Number.isInteger(change.capacity) && change.capacity >= 0 && change.capacity <= MOST_CAPACITY;
  return fits ? done(change) : refused('capacity-out-of-range');
}

export const mayChangeTaking = (actor: Actor, workerId: AccountId): boolean =>
  mayRunWorkers(actor) || isThemself(actor, workerId);

const mayRunWorkers = (actor: Actor): boolean =>
  actor.kind === 'system' ||
  (actor.kind === 'staff' && (actor.role === 'manager' || actor.role === 'administrator'));

const isThemself = (actor: Actor, workerId: AccountId): boolean =>
  actor.kind === 'staff' && actor.role === 'link_worker' && actor.accountId === workerId;

/** How many more people a worker can take on; below zero when they carry more than was agreed. */
export const roomOf = (worker: Pick<LinkWorker, 'capacity' | 'openReferrals'>): number =>
  worker.capacity - worker.openReferrals;
