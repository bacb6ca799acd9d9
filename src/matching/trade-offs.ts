// The trade-offs of a ranking in sentences, to be read out to the person: who meets language and sex, and who is free first.
import type { FirstFree } from './first-free.ts';
import {
  type LanguageWay,
  needsInterpreter,
  rememberTongues,
  type Tongues,
} from './language/language-way.ts';
import type { RankedWorker, Ranking } from './rank-workers.ts';
import type { MatchWishes } from './wishes.ts';

export type TradeOff = {
  readonly text: string;
  readonly workers: readonly string[];
  /** What the waiting time rests on. */
  readonly basis: string;
};

const COUNTED = {
  female: ['woman', 'women'],
  male: ['man', 'men'],
  other: ['link worker', 'link workers'],
} as const;

type Group = {
  readonly order: number;
  readonly says: (many: boolean) => string;
  readonly noun: readonly [string, string];
  readonly members: RankedWorker[];
};

/** Without a wish about women or men nobody is sorted by it; where it was never asked it is shown, for the person to choose. */
const nounOf = ({ workerSex }: MatchWishes, { worker }: RankedWorker): readonly [string, string] =>
  workerSex === 'no_preference' || (worker.sex !== 'female' && worker.sex !== 'male')
    ? COUNTED.other
    : COUNTED[worker.sex];

function languageWords(
  { way }: RankedWorker,
  wishes: MatchWishes,
  { name, fullName }: Tongues,
): { order: number; says: Group['says'] } {
  const verb = (many: boolean) => (many ? 'speak' : 'speaks');
  if (way.way === 'not_known')
    return { order: 3, says: many => (many ? 'are in the team' : 'is in the team') };
  if (needsInterpreter(way)) {
    const [preferred = ''] = wishes.languages;
    return { order: 2, says: () => `with an interpreter for ${name(preferred)}` };
  }
  if (way.way === 'interpreter') return { order: 2, says: () => 'with an interpreter' };
  const spoken =
    way.how === 'near' ? `${fullName(way.workers)}, near to ${fullName(way.spoken)}` : name(way.spoken);
  if (way.way === 'other')
    return { order: 1, says: many => `${verb(many)} ${spoken} (the person’s other language)` };
  return { order: 0, says: many => `${verb(many)} ${spoken}` };
}

/** What has the same words has the same key; made without names. */
function wayKey(way: LanguageWay): string {
  if (needsInterpreter(way)) return 'interpreter';
  if (way.way === 'not_known' || way.way === 'interpreter') return way.way;
  return `${way.way} ${way.spoken} ${way.how === 'near' ? way.workers : ''}`;
}

const inDays = (days: number): string =>
  days === 0 ? 'a place now' : days === 1 ? 'tomorrow' : `in about ${days} days`;

const isKnown = (free: FirstFree): free is FirstFree & { days: number } => free.days !== null;

function whenWords(members: readonly RankedWorker[]): { text: string; basis: string } {
  const known = members.map(each => each.firstFree).filter(isKnown);
  const soonest = known.reduce<(FirstFree & { days: number }) | null>(
    (best, each) => (best === null || each.days < best.days ? each : best),
    null,
  );
  if (soonest === null)
    return { text: 'when a place becomes free is not known', basis: members[0]?.firstFree.basis ?? '' };
  const one = members.length === 1 || soonest.days === 0;
  const many = soonest.days === 0 ? known.filter(each => each.days === 0).length : 0;
  if (soonest.days === 0 && members.length > 1)
    return {
      text: many === members.length ? 'all with a place now' : `${many} with a place now`,
      basis: soonest.basis,
    };
  return { text: `${one ? '' : 'first free '}${inDays(soonest.days)}`, basis: soonest.basis };
}

/** One sentence a group, those who meet most first; the members by id, best first. Never empty while there are candidates. */
export function tradeOffs(wishes: MatchWishes, { offered, apart }: Ranking): readonly TradeOff[] {
  const tongues = rememberTongues();
  const waysOf = new Map<Group['noun'], Map<string, Group>>();
  // Those who speak the same mostly share one way: no text is made for each of them.
  const keys = new Map<LanguageWay, string>();
  for (const each of offered.length > 0 ? offered : apart) {
    const noun = nounOf(wishes, each);
    const ways = waysOf.get(noun) ?? new Map<string, Group>();
    waysOf.set(noun, ways);
    const key = keys.get(each.way) ?? wayKey(each.way);
    keys.set(each.way, key);
    const group = ways.get(key);
    if (group) group.members.push(each);
    else ways.set(key, { ...languageWords(each, wishes, tongues), noun, members: [each] });
  }
  const best = (group: Group): number => group.members[0]?.score ?? 0;
  return [...waysOf.values()]
    .flatMap(ways => [...ways.values()])
    .sort((a, b) => a.order - b.order || best(b) - best(a) || (a.noun[0] < b.noun[0] ? -1 : 1))
    .map(({ members, noun, says }) => {
      const many = members.length > 1;
      const when = whenWords(members);
      const text = `${members.length} ${many ? noun[1] : noun[0]} ${says(many)}: ${when.text}`;
      return { text, workers: members.map(each => each.worker.id), basis: when.basis };
    });
}
