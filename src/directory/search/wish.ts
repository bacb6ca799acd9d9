// One wish of a search: how it judges a service, on what, and what it is called.
import type { ServiceFacts } from './facts.ts';
import type { Judged } from './judged.ts';

export type Wish = {
  /** The same key always judges the same way, so that its answer for every service can be kept. */
  readonly key: string;
  /** Which field of the search it comes from. */
  readonly name: string;
  /** For "without …". */
  readonly label: string;
  /** What the judgement rests on, and nothing else: services alike in these are judged once. */
  readonly reads: readonly (keyof ServiceFacts)[];
  readonly judge: (facts: ServiceFacts) => Judged;
};

type Judging<Fact extends keyof ServiceFacts> = Omit<Wish, 'reads' | 'judge'> & {
  readonly reads: readonly Fact[];
  readonly judge: (facts: Pick<ServiceFacts, Fact>) => Judged;
};

/** A wish that reads something it does not name does not compile. */
export const wish = <Fact extends keyof ServiceFacts>(judging: Judging<Fact>): Wish => judging;
