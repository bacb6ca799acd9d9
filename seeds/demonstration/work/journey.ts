// How often a person was referred, when, and where each referral stands today: dealt out so that every state is there.
import { type Dice, diceFor } from '../chance/dice.ts';
import { MINUTES_A_DAY, type TimeLine } from '../chance/time-line.ts';
import { isWrittenAgain } from '../people/persona.ts';

export type State =
  | 'received'
  | 'waiting_for_referrer'
  | 'accepted'
  | 'allocated'
  | 'active'
  | 'closed'
  | 'declined'
  | 'withdrawn';

export type Journey = {
  readonly state: State;
  readonly received: number;
  /** When an ended referral has ended at the latest. */
  readonly until: number;
};

/** Referrals of four people in turn: two and a half each, so that 60 people have 150. */
const COUNTS = [1, 4, 2, 3] as const;
const OFFSETS = [0, 1, 5, 7] as const;
const OF_FOUR = 10;

const countOf = (index: number): number => COUNTS[index % 4] ?? 1;
const referralsBefore = (index: number): number =>
  Math.floor(index / 4) * OF_FOUR + (OFFSETS[index % 4] ?? 0);

const many = <Item>(item: Item, count: number): Item[] => Array.from({ length: count }, () => item);

/** The newest referral of each twenty people; one of each state comes first, so that a small service has them all. */
const NEWEST_FIRST: readonly State[] = [
  'active',
  'received',
  'allocated',
  'waiting_for_referrer',
  'accepted',
  'closed',
  'withdrawn',
];
const NEWEST_REST: readonly State[] = [
  ...many<State>('active', 7),
  ...many<State>('allocated', 2),
  'received',
  'waiting_for_referrer',
  'accepted',
  'closed',
];

const EARLIER_FIRST: readonly State[] = ['closed', 'declined', 'withdrawn'];
const EARLIER_REST: readonly State[] = [...many<State>('closed', 9), 'declined', 'declined', 'withdrawn'];

function dealt(
  seed: number,
  deck: string,
  first: readonly State[],
  rest: readonly State[],
  index: number,
): State {
  const size = first.length + rest.length;
  const place = index % size;
  const fixed = first[place];
  if (fixed !== undefined) return fixed;
  const shuffled = diceFor(seed, deck, Math.floor(index / size)).shuffle(rest);
  return shuffled[place - first.length] ?? 'closed';
}

/** Days ago that a referral in this state came, at least and at most. */
const CAME: Readonly<Record<State, readonly [number, number]>> = {
  received: [1, 9],
  waiting_for_referrer: [3, 14],
  accepted: [5, 20],
  allocated: [9, 24],
  active: [25, 170],
  closed: [70, 200],
  declined: [20, 200],
  withdrawn: [12, 120],
};

const LONGEST_AGO = 362;
const OPEN: ReadonlySet<State> = new Set([
  'received',
  'waiting_for_referrer',
  'accepted',
  'allocated',
  'active',
]);

/** The newest first referral's state is dealt; before an open one a person may still be active with another. */
function statesOf(seed: number, service: string, index: number): State[] {
  if (isWrittenAgain(index)) return ['received'];
  const newest = dealt(seed, `${service}/newest`, NEWEST_FIRST, NEWEST_REST, index);
  const earlier = referralsBefore(index) - index;
  const others = Array.from({ length: countOf(index) - 1 }, (_, place) =>
    dealt(seed, `${service}/earlier`, EARLIER_FIRST, EARLIER_REST, earlier + place),
  );
  if (others.length === 3 && OPEN.has(newest)) others[2] = 'active';
  return [...others, newest];
}

/** In order of arrival. All that ended, ended before the next one came. */
export function journeysOf(
  seed: number,
  service: string,
  index: number,
  dice: Dice,
  timeLine: TimeLine,
): Journey[] {
  const states = statesOf(seed, service, index);
  const open = states.filter(state => OPEN.has(state));
  const ended = states.filter(state => !OPEN.has(state));
  let boundary = 0;
  const current = open.reverse().map((state): Journey => {
    const [least, most] = CAME[state];
    const ago = boundary === 0 ? dice.int(least, most) : boundary + dice.int(15, 90);
    boundary = ago;
    return { state, received: timeLine.onDay(dice, -ago), until: timeLine.latest };
  });
  if (boundary === 0 && ended.length > 0) boundary = dice.int(2, 60);
  const slot = Math.floor((LONGEST_AGO - boundary - 4) / Math.max(1, ended.length));
  const past = ended.map((state, place): Journey => {
    const starts = LONGEST_AGO - place * slot - dice.int(0, Math.floor(slot / 4));
    const ends = LONGEST_AGO - (place + 1) * slot + 4;
    return {
      state,
      received: timeLine.onDay(dice, -starts),
      until: Math.min(timeLine.latest, (timeLine.working(-ends, 'back') + 1) * MINUTES_A_DAY - 7 * 60),
    };
  });
  return [...past, ...current.reverse()];
}
