// Joining a group: what of it is not as the person asked, when "only" is kept, who has a place, who waits and why.
import { done, type Id, type Outcome, type PersonId, type ReferralId, refused } from '#kernel';
import { languageWay, type MatchWishes, wishesOf } from '#matching';
import { askedOf, type PersonRecord } from '#people';
import { type Group, type GroupId, placesLeft, type Who } from '../group.ts';

export type PlaceId = Id<'group-place'>;

export const WAITING_BECAUSE = {
  full: 'The group was full',
  others_first: 'Others were waiting already',
  closed: 'It was closed for joining',
  creche: 'They need a crèche first',
  interpreter: 'They need an interpreter first',
  other: 'Another reason',
} as const;
export type WaitingBecause = keyof typeof WAITING_BECAUSE;

export const LEFT_BECAUSE = {
  finished: 'They got what they came for',
  not_for_them: 'The group was not for them',
  time_or_place: 'The time or the place did not suit',
  language: 'They could not follow the language',
  childcare: 'They have no childcare',
  moved_away: 'They moved away',
  no_word: 'We lost touch',
  mistake: 'They were put in by mistake',
  other: 'Another reason',
} as const;
export type LeftBecause = keyof typeof LEFT_BECAUSE;
export const LEFT_BECAUSE_KEYS = Object.keys(LEFT_BECAUSE) as [LeftBecause, ...LeftBecause[]];

export type Place = {
  readonly id: PlaceId;
  readonly groupId: GroupId;
  readonly personId: PersonId;
  readonly referralId: ReferralId | null;
  readonly stepId: Id<'step'> | null;
  readonly state: 'waiting' | 'member' | 'left';
  readonly agreed: readonly DifferenceKind[];
  readonly waitingBecause: WaitingBecause | null;
  /** Why this person comes before others who have waited longer. */
  readonly aheadBecause: string | null;
  readonly note: string;
  readonly askedAt: Date;
  readonly joinedAt: Date | null;
  readonly endedAt: Date | null;
  readonly leftBecause: LeftBecause | null;
};

export type DifferenceKind = 'language' | 'mix' | 'format';
export const DIFFERENCE_KINDS = ['language', 'mix', 'format'] as const;

/** Something about the group that is not what the person asked for, as far as they were asked; the page says it in words. */
export type Difference =
  | { readonly kind: 'language'; readonly preferred: string }
  | { readonly kind: 'mix'; readonly asked: string }
  | { readonly kind: 'format'; readonly asked: string };

type Offered = Pick<Group, 'who' | 'languages' | 'interpreted'>;

/** Whether they could follow: in a language of theirs, with the interpreter who is arranged, not at all; or nothing is known of theirs. */
export type Following = 'speaks' | 'interpreted' | 'no' | 'not_known';

export function followingOf(person: PersonRecord, group: Offered): Following {
  const wishes = wishesOf(person);
  if (wishes.languages.length === 0 || group.languages.length + group.interpreted.length === 0)
    return 'not_known';
  if (sharesLanguage(wishes, group.languages)) return 'speaks';
  return sharesLanguage(wishes, group.interpreted) ? 'interpreted' : 'no';
}

const isEnglish = (tag: string): boolean => /^en(-|$)/i.test(tag);

/** By the same rules as with a link worker (near varieties, dialects); but English is assumed of a worker, and not of a group. */
function sharesLanguage(wishes: MatchWishes, tags: readonly string[]): boolean {
  const languages = tags.some(isEnglish) ? wishes.languages : wishes.languages.filter(tag => !isEnglish(tag));
  if (languages.length === 0 || tags.length === 0) return false;
  const spoken = tags.map(language => ({ language, level: 'fluent' as const }));
  const { way } = languageWay({ ...wishes, languages }, { ...NOBODY, languages: spoken });
  return way === 'preferred' || way === 'other';
}

const NOBODY = {
  id: '',
  name: '',
  sex: 'not_asked',
  background: null,
  capacity: 1,
  openReferrals: 0,
  takingReferrals: true,
  lastGivenOn: null,
} as const;

/** `mix` is asked about as well where nothing but "only a woman" as link worker was said: it may hold for a group too. */
export function differencesOf(person: PersonRecord, group: Offered): Difference[] {
  const mix = askedOf(person.facts, 'mix');
  const format = askedOf(person.facts, 'format');
  const worker = askedOf(person.facts, 'sex');
  const found: Difference[] = [];
  if (followingOf(person, group) === 'no')
    found.push({ kind: 'language', preferred: wishesOf(person).languages[0] ?? '' });
  const wished = mixWished(mix);
  if (wished !== null && wished !== group.who) found.push({ kind: 'mix', asked: mix });
  else if (wished === null && mix !== 'no_preference' && againstWorker(worker, group.who))
    found.push({ kind: 'mix', asked: worker });
  if (format === 'individual') found.push({ kind: 'format', asked: format });
  return found;
}

function mixWished(asked: string): Who | null {
  const plain = asked.replace('_only', '');
  return plain === 'women' || plain === 'men' || plain === 'mixed' ? plain : null;
}

const againstWorker = (worker: string, who: Who): boolean =>
  (worker === 'female_only' && who !== 'women') || (worker === 'male_only' && who !== 'men');

/** "Only groups for women" and "only groups for men" hold until the person says otherwise (guidance P1c). */
export function brokenOnly(person: PersonRecord, { who }: Pick<Group, 'who'>): 'women' | 'men' | null {
  const asked = askedOf(person.facts, 'mix');
  if (asked === 'women_only' && who !== 'women') return 'women';
  return asked === 'men_only' && who !== 'men' ? 'men' : null;
}

export type JoinRequest = {
  readonly groupId: GroupId;
  readonly personId: PersonId;
  readonly referralId: ReferralId | null;
  readonly stepId: Id<'step'> | null;
  /** What differs from what they asked, and they agreed to when they were asked. */
  readonly agreed: readonly DifferenceKind[];
  /** They say that a group for women, or for men, is theirs. Nothing to ask of a mixed one. */
  readonly belongs: boolean;
  /** They say now that "only" does not hold for this group any more. */
  readonly softens: boolean;
  /** A place now, or only the waiting list until something is there that they need. */
  readonly waitFor: Extract<WaitingBecause, 'creche' | 'interpreter' | 'other'> | null;
  readonly note: string;
};

export type JoinRefusal =
  | 'not-found'
  | 'group-ended'
  | 'there-already'
  | 'only-kept'
  | 'ask-whether-it-is-theirs'
  | 'ask-about-differences';

/** What joining comes to. Nothing here keeps anybody from help: a full group is a waiting list, and what differs is asked about. */
export function decideJoin(
  group: Group,
  person: PersonRecord,
  asked: JoinRequest,
): Outcome<
  { readonly state: 'member' } | { readonly state: 'waiting'; because: WaitingBecause },
  JoinRefusal
> {
  if (group.joining === 'ended') return refused('group-ended');
  if (brokenOnly(person, group) !== null && !asked.softens) return refused('only-kept');
  if (group.who !== 'mixed' && !asked.belongs) return refused('ask-whether-it-is-theirs');
  const open = differencesOf(person, group).filter(
    ({ kind }) => !asked.agreed.includes(kind) && !(kind === 'mix' && asked.softens),
  );
  if (open.length > 0) return refused('ask-about-differences');
  const because = whyWait(group, asked);
  return done(because === null ? { state: 'member' } : { state: 'waiting', because });
}

function whyWait(group: Group, { waitFor }: JoinRequest): WaitingBecause | null {
  if (waitFor !== null) return waitFor;
  if (group.joining === 'closed') return 'closed';
  if (placesLeft(group) === 0) return 'full';
  return group.waiting > 0 ? 'others_first' : null;
}

export type GiveRefusal = 'not-found' | 'group-ended' | 'not-waiting' | 'full' | 'others-wait-longer';

/** A place goes to who waits longest; to another only with a reason, which is kept. */
export function decideGive(
  group: Group,
  place: Place,
  nth: number,
  because: string,
): Outcome<null, GiveRefusal> {
  if (group.joining === 'ended') return refused('group-ended');
  if (place.state !== 'waiting') return refused('not-waiting');
  if (placesLeft(group) === 0) return refused('full');
  return nth > 1 && because.trim() === '' ? refused('others-wait-longer') : done(null);
}
