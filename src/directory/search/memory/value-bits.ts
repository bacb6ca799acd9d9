// All values of one filter judged in one walk over the services, since judging them value by value takes ten times as long.
import type { ServiceFacts } from '../facts.ts';
import type { LanguageHow } from '../language-wish.ts';
import { openOn, type PartOfDay, type Schedule, WEEKDAYS, type Weekday } from '../schedule.ts';
import { type Bits, emptyBits, setBit } from './bits.ts';
import type { Met, ServiceIndex } from './service-index.ts';

type Values = (value: string) => Met;

/** By what was asked; an index never changes, so they hold as long as it does. */
const KEPT = new WeakMap<ServiceIndex, Map<string, Values>>();
/** Each hour asked for and each day passing adds one; a new index forgets them. */
const MOST_KEPT = 30;

function keep(index: ServiceIndex, key: string, make: () => Values): Values {
  const kept = KEPT.get(index) ?? new Map<string, Values>();
  KEPT.set(index, kept);
  const known = kept.get(key);
  if (known) return known;
  const made = make();
  const [oldest] = kept.size >= MOST_KEPT ? kept.keys() : [];
  if (oldest !== undefined) kept.delete(oldest);
  kept.set(key, made);
  return made;
}

/** @param read the values that a service is known to have; null: not known of it. */
function walk(
  { facts }: ServiceIndex,
  read: (facts: ServiceFacts) => readonly string[] | null,
  alsoUnknown: (facts: ServiceFacts) => boolean = () => false,
): Values {
  const size = facts.length;
  const yes = new Map<string, Bits>();
  const unknown = emptyBits(size);
  facts.forEach((each, slot) => {
    const values = read(each);
    if (values === null || alsoUnknown(each)) setBit(unknown, slot);
    for (const value of values ?? []) {
      const bits = yes.get(value) ?? emptyBits(size);
      yes.set(value, bits);
      setBit(bits, slot);
    }
  });
  const nobody: Met = { yes: emptyBits(size), maybe: unknown };
  const met = new Map(
    [...yes].map(([value, known]) => [
      value,
      { yes: known, maybe: known.map((word, at) => word | (unknown[at] ?? 0)) },
    ]),
  );
  return value => met.get(value) ?? nobody;
}

const orUnsaid = (values: readonly string[] | null): readonly string[] | null =>
  values === null || values.length === 0 ? null : values;

export const kindBits = (index: ServiceIndex): Values =>
  keep(index, 'kind', () => walk(index, ({ kinds }) => orUnsaid(kinds)));

export const wayBits = (index: ServiceIndex): Values =>
  keep(index, 'way', () => walk(index, ({ remote }) => orUnsaid(remote)));

/** As the wish for a language judges: a list that is there is whole, one that is empty says nothing. Not for English, which is taken to be spoken. */
export function languageBits(index: ServiceIndex, how: LanguageHow): Values {
  const reads: Readonly<Record<LanguageHow, (facts: ServiceFacts) => readonly string[]>> = {
    door: ({ door }) => door,
    interpreter: ({ byInterpreter }) => byInterpreter,
    either: ({ door, byInterpreter }) => (door.length === 0 ? byInterpreter : [...door, ...byInterpreter]),
  };
  const unsaid: Readonly<Record<LanguageHow, (facts: ServiceFacts) => boolean>> = {
    door: ({ door }) => door.length === 0,
    interpreter: ({ byInterpreter }) => byInterpreter.length === 0,
    either: ({ door, byInterpreter }) => door.length === 0 || byInterpreter.length === 0,
  };
  return keep(index, `language ${how}`, () => walk(index, reads[how], unsaid[how]));
}

const DAYS = Object.keys(WEEKDAYS) as Weekday[];

type Masks = { readonly yes: number; readonly maybe: number };
const EVERY_DAY = (1 << DAYS.length) - 1;

/** The days on which one schedule is open, and on which it may be, as bits; most schedules are like one seen before. */
function masksOf(schedule: Schedule, part: PartOfDay | undefined, today: string): Masks {
  let [yes, maybe] = [0, 0];
  DAYS.forEach((day, at) => {
    const { verdict } = openOn([schedule], { day, part }, today);
    if (verdict !== 'no') maybe |= 1 << at;
    if (verdict === 'yes') yes |= 1 << at;
  });
  return { yes, maybe };
}

/** A service is open on a day when one of its schedules is, and may be when one of them may: as `openOn` of all of them. */
export const dayBits = (index: ServiceIndex, part: PartOfDay | undefined, today: string): Values =>
  keep(index, `day ${part} ${today}`, () => {
    const size = index.facts.length;
    const met = DAYS.map(() => ({ yes: emptyBits(size), maybe: emptyBits(size) }));
    const seen = new Map<string, Masks>();
    const masks = (schedule: Schedule): Masks => {
      const key = Object.values(schedule).join('|');
      const known = seen.get(key) ?? masksOf(schedule, part, today);
      seen.set(key, known);
      return known;
    };
    index.facts.forEach(({ schedules }, slot) => {
      let [yes, maybe] = [0, schedules.length === 0 ? EVERY_DAY : 0];
      for (const schedule of schedules) {
        const open = masks(schedule);
        yes |= open.yes;
        maybe |= open.maybe;
      }
      met.forEach((bits, at) => {
        if ((maybe >>> at) & 1) setBit(bits.maybe, slot);
        if ((yes >>> at) & 1) setBit(bits.yes, slot);
      });
    });
    return value => met[DAYS.indexOf(value as Weekday)] ?? { yes: emptyBits(size), maybe: emptyBits(size) };
  });
