// "Why not me?": why somebody is left out of a proposal, or does not get who fits best; counts and days, never another's name.
import { languageName } from '#kernel';
import { languageWays, speaksPreferred } from '../language/language-way.ts';
import { whatItWouldTake } from '../rank-workers.ts';
import type { FilledPlaces } from './fill-places.ts';
import type { Pairs } from './pairs.ts';
import { daysInWords, type WaitingPerson, type WorkerWithPlaces } from './waiting.ts';

export type Scene = {
  readonly people: readonly WaitingPerson[];
  readonly workers: readonly WorkerWithPlaces[];
  readonly fit: Pairs['fit'];
  readonly workerOf: FilledPlaces['workerOf'];
};

export type WhyNot = {
  /** Sentences. */
  readonly why: readonly string[];
  /** What would have to change; empty where only a place is missing. */
  readonly wouldTake: readonly string[];
};

const NOBODY_NEW = 'takes nobody new at present';
const counted = (count: number, one: string, many: string): string => `${count} ${count === 1 ? one : many}`;
const workersInWords = (count: number): string => counted(count, 'link worker', 'link workers');
const sum = (workers: readonly WorkerWithPlaces[]): number =>
  workers.reduce((total, worker) => total + worker.places, 0);

/** @param index of a person who was left out. */
export function whyNot(scene: Scene, index: number): WhyNot {
  const { people, workers } = scene;
  const person = people[index];
  if (!person) throw new Error('nobody of this number waits');
  const withPlaces = workers.filter(worker => worker.places > 0);
  if (withPlaces.length === 0) return { why: [noPlaces(workers)], wouldTake: [] };
  const permitted = workers.filter((_, at) => mayBe(scene, index, at));
  const open = permitted.filter(worker => worker.places > 0);
  if (open.length === 0) return setApart(person, withPlaces, permitted.length);
  return {
    why: [takenBy(scene, index, open, open.length < withPlaces.length), withoutLanguage(person, open)].filter(
      each => each !== null,
    ),
    wouldTake: [],
  };
}

const mayBe = ({ fit, workers }: Scene, index: number, at: number): boolean =>
  fit[index * workers.length + at] !== Number.NEGATIVE_INFINITY;

function noPlaces(workers: readonly WorkerWithPlaces[]): string {
  if (workers.length === 0) return 'This team has no link worker yet.';
  const paused = workers.filter(worker => !worker.candidate.takingReferrals).length;
  const and =
    paused > 0
      ? ` (${paused} of ${workersInWords(workers.length)} ${paused === 1 ? NOBODY_NEW : 'take nobody new at present'})`
      : '';
  return `Nobody in the team has a free place${and}.`;
}

function setApart(person: WaitingPerson, withPlaces: readonly WorkerWithPlaces[], elsewhere: number): WhyNot {
  const one = withPlaces.length === 1;
  const why = [
    `The person said “only”, and ${one ? 'the one link worker with a free place does not keep' : `none of the ${withPlaces.length} link workers with a free place keeps`} to it.`,
  ];
  if (elsewhere > 0)
    why.push(
      `${workersInWords(elsewhere)} would keep to it and ${elsewhere === 1 ? 'has' : 'have'} no free place.`,
    );
  const wouldTake = withPlaces.flatMap(({ candidate }) => whatItWouldTake(person.wishes, candidate));
  return { why, wouldTake: [...new Set(wouldTake)].sort().slice(0, 5) };
}

/** Whose places they are now, seen from this person. */
function takenBy(scene: Scene, index: number, open: readonly WorkerWithPlaces[], kept: boolean): string {
  const places = sum(open);
  const one = open.length === 1;
  const who = kept
    ? `who ${one ? 'keeps' : 'keep'} to what the person said with “only”`
    : 'who could support this person';
  const whose = `of the ${one ? 'one link worker' : `${open.length} link workers`} ${who}`;
  const holders = holdersOf(scene, new Set(open));
  if (holders.length < places)
    return `A free place is left ${whose}, and it would fit this person less well than waiting.`;
  const all = places === 1 ? 'The one free place' : `All ${places} free places`;
  return `${all} ${whose} ${places === 1 ? 'is' : 'are'} proposed to others: ${seenFrom(scene, index, holders)}.`;
}

const holdersOf = (
  { people, workers, workerOf }: Scene,
  of: ReadonlySet<WorkerWithPlaces>,
): WaitingPerson[] =>
  people.filter((_, index) => {
    const worker = workers[workerOf[index] ?? -1];
    return worker !== undefined && of.has(worker);
  });

const RANKS = { urgent: 2, soon: 1, routine: 0, not_known: 0 } as const;

/** '2 who are more urgent, 3 who have waited longer (15 to 80 days; this person 12 days) and 1 for whom it fits better'. */
function seenFrom({ people }: Scene, index: number, holders: readonly WaitingPerson[]): string {
  const self = people[index] as WaitingPerson;
  const others = holders.filter(each => each !== self);
  const ranked = (each: WaitingPerson) => RANKS[each.urgency] - RANKS[self.urgency];
  const urgent = others.filter(each => ranked(each) > 0);
  const longer = others.filter(each => ranked(each) <= 0 && each.daysWaited > self.daysWaited);
  const better = others.length - urgent.length - longer.length;
  const days = longer.map(each => each.daysWaited);
  const [least, most] = [Math.min(...days), Math.max(...days)];
  const span = least === most ? daysInWords(least) : `${least} to ${daysInWords(most)}`;
  const parts = [
    urgent.length > 0 ? counted(urgent.length, 'who is more urgent', 'who are more urgent') : null,
    longer.length > 0
      ? `${counted(longer.length, 'who has', 'who have')} waited longer (${span}; this person ${daysInWords(self.daysWaited)})`
      : null,
    better > 0 ? `${better} for whom it fits better` : null,
  ].filter(each => each !== null);
  return parts.length < 2 ? parts.join('') : `${parts.slice(0, -1).join(', ')} and ${parts.at(-1)}`;
}

function withoutLanguage({ wishes }: WaitingPerson, open: readonly WorkerWithPlaces[]): string | null {
  const [preferred] = wishes.languages;
  if (preferred === undefined) return null;
  const wayOf = languageWays(wishes);
  const speaks = open.some(({ candidate }) => speaksPreferred(wayOf(candidate)));
  return speaks
    ? null
    : `None of them speaks ${languageName(preferred)}: another way to talk would be needed too.`;
}

/** For somebody who was placed: who would have fitted better, and why it is another; null when nobody would. */
export function passedOver(scene: Scene, index: number): string | null {
  const { fit, workers, workerOf } = scene;
  const own = fit[index * workers.length + (workerOf[index] ?? 0)] ?? 0;
  let best = -1;
  let most = own;
  for (let at = 0; at < workers.length; at += 1) {
    const fits = fit[index * workers.length + at] ?? Number.NEGATIVE_INFINITY;
    if (fits > most) [best, most] = [at, fits];
  }
  const worker = workers[best];
  if (!worker) return null;
  return `${worker.candidate.name} would fit better by ${most - own} ${most - own === 1 ? 'point' : 'points'}, but ${whyNotThem(scene, index, worker)}.`;
}

function whyNotThem(scene: Scene, index: number, worker: WorkerWithPlaces): string {
  if (!worker.candidate.takingReferrals) return NOBODY_NEW;
  if (worker.places === 0) return 'has no free place';
  const holders = holdersOf(scene, new Set([worker]));
  if (holders.length < worker.places) return 'new people are shared out so that no list fills at once';
  const places = worker.places === 1 ? 'their one free place is' : `their ${worker.places} free places are`;
  return `${places} proposed to others: ${seenFrom(scene, index, holders)}`;
}
