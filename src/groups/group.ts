// A group: what it is for, who may come, in which languages, where, how many; and whether what is typed of it can be kept.
import type { Temporal } from 'temporal-polyfill';
import { type AccountId, done, type Id, type Outcome, refused, type TeamId } from '#kernel';
import { isIntervention } from '#referrals';

export type GroupId = Id<'group'>;

/** The person says whether a group for women or for men is theirs; nobody looks at papers (guidance P1c). */
export const WHO = { mixed: 'Everybody', women: 'Women only', men: 'Men only' } as const;
export type Who = keyof typeof WHO;
export const WHO_KEYS = Object.keys(WHO) as [Who, ...Who[]];

export const JOINING = {
  open: 'Open for joining',
  closed: 'Closed for joining',
  ended: 'Has ended',
} as const;
export type Joining = keyof typeof JOINING;
export const JOINING_KEYS = Object.keys(JOINING) as [Joining, ...Joining[]];

export const YES_NO = { yes: 'Yes', no: 'No', not_known: 'Not known' } as const;
export type YesNo = keyof typeof YES_NO;
export const YES_NO_KEYS = Object.keys(YES_NO) as [YesNo, ...YesNo[]];

export type GroupWords = {
  readonly teamId: TeamId;
  readonly name: string;
  readonly about: string;
  /** Kinds of help, by code (M2). */
  readonly helps: readonly string[];
  readonly who: Who;
  /** BCP 47: spoken by who leads it. */
  readonly languages: readonly string[];
  /** BCP 47: an interpreter is arranged at each meeting. */
  readonly interpreted: readonly string[];
  /** What to know of faith and culture, such as prayer times or food. */
  readonly culture: string;
  readonly creche: YesNo;
  readonly stepFree: YesNo;
  readonly online: boolean;
  readonly places: number;
  readonly joining: Joining;
  readonly address: string;
  /** Its address is shown to its own team, to who leads it and to who supports a member, and to nobody else. */
  readonly confidential: boolean;
  readonly leaders: readonly AccountId[];
};

export type Leader = { readonly id: AccountId; readonly name: string };

/** `address` null: the reader may not see it. */
export type Group = Omit<GroupWords, 'leaders' | 'address'> & {
  readonly id: GroupId;
  readonly teamName: string;
  readonly address: string | null;
  readonly leaders: readonly Leader[];
  /** Exactly how many have a place, and how many wait. */
  readonly members: number;
  readonly waiting: number;
  readonly version: number;
  readonly updatedAt: Date;
  readonly updatedBy: string | null;
  readonly firstAt: Date | null;
  readonly lastAt: Date | null;
  readonly next: { readonly startsAt: Temporal.Instant; readonly minutes: number } | null;
};

export const placesLeft = ({ places, members }: Pick<Group, 'places' | 'members'>): number =>
  Math.max(0, places - members);

export type Standing = 'open' | 'full' | 'closed' | 'ended';

/** Whether somebody new could have a place now. Those who wait come first. */
export function standingOf(group: Pick<Group, 'places' | 'members' | 'waiting' | 'joining'>): Standing {
  if (group.joining !== 'open') return group.joining;
  return placesLeft(group) === 0 || group.waiting > 0 ? 'full' : 'open';
}

export const MOST_PLACES = 200;
export const MOST_LANGUAGES = 10;

export type GroupRefusal =
  | 'name-needed'
  | 'leader-needed'
  | 'places-out-of-range'
  | 'fewer-places-than-members'
  | 'people-agreed-to-who'
  | 'too-many-languages'
  | 'help-not-known';

/**
 * Whether a group can be as it was described. Whoever said "only a group for women" agreed to one: while somebody has a place or
 * waits, whom it is for does not change. Another group is made instead.
 */
export function decideGroup(
  words: GroupWords,
  before: Pick<Group, 'who' | 'members' | 'waiting'> | null,
): Outcome<GroupWords, GroupRefusal> {
  const name = words.name.trim();
  if (name === '') return refused('name-needed');
  if (words.leaders.length === 0) return refused('leader-needed');
  if (!Number.isInteger(words.places) || words.places < 1 || words.places > MOST_PLACES)
    return refused('places-out-of-range');
  if (before && words.places < before.members) return refused('fewer-places-than-members');
  if (before && before.who !== words.who && before.members + before.waiting > 0)
    return refused('people-agreed-to-who');
  if (words.languages.length > MOST_LANGUAGES || words.interpreted.length > MOST_LANGUAGES)
    return refused('too-many-languages');
  if (!words.helps.every(isIntervention)) return refused('help-not-known');
  return done({ ...words, name, confidential: words.confidential && !words.online });
}
