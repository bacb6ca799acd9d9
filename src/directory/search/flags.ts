// Wishes that are a tick: a circumstance that is so, is not so, or is not known.
import type { ServiceFacts } from './facts.ts';
import { no, notKnown, yes } from './judged.ts';
import { type Wish, wish } from './wish.ts';

/** The answers are made once and not once a service: a filter asks very many of them. */
const flag = <Fact extends keyof ServiceFacts>(
  [name, rests]: readonly [name: string, rests: Fact],
  label: string,
  read: (facts: Pick<ServiceFacts, Fact>) => boolean | null,
  words: readonly [positive: string, negative: string, what: string],
): Wish => {
  const [so, otherwise, unsaid] = [yes(words[0]), no(words[1]), notKnown(words[2])];
  return wish({
    key: name,
    name,
    label,
    reads: [rests],
    judge: facts => {
      const fact = read(facts);
      return fact === null ? unsaid : fact ? so : otherwise;
    },
  });
};

/** The flags, each with how it is said. `no` never shows in results: it is what leaves a service out. */
export const FLAGS: readonly Wish[] = [
  flag(['creche', 'creche'], 'Crèche', facts => facts.creche, ['Crèche', 'No crèche', 'Crèche']),
  flag(['stepFree', 'stepFree'], 'Step-free', facts => facts.stepFree, [
    'Step-free',
    'Has steps',
    'Step-free',
  ]),
  flag(
    ['openToNrpf', 'openToNrpf'],
    'Open to people with no recourse to public funds',
    facts => facts.openToNrpf,
    [
      'Open to people with no recourse to public funds',
      'Not for people with no recourse to public funds',
      'No recourse to public funds',
    ],
  ),
  flag(
    ['noStatusAsked', 'asksStatus'],
    'Does not ask about immigration status',
    ({ asksStatus }) => (asksStatus === null ? null : !asksStatus),
    [
      'Does not ask about immigration status',
      'Asks about immigration status',
      'Whether it asks about immigration status',
    ],
  ),
  flag(['free', 'cost'], 'Free', ({ cost }) => cost?.free ?? null, ['Free', 'Costs money', 'Cost']),
  flag(['travelPaid', 'travelPaid'], 'Pays for travel', facts => facts.travelPaid, [
    'Pays for travel',
    'Does not pay for travel',
    'Travel costs',
  ]),
  flag(['traumaInformed', 'traumaInformed'], 'Trained about trauma', facts => facts.traumaInformed, [
    'Works in a trauma-informed way',
    'Not trauma-informed',
    'Trauma-informed',
  ]),
];
