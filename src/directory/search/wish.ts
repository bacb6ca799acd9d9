// One wish of a search: how it judges a service, and what it is called.
import type { ServiceFacts } from './facts.ts';
import type { Judged } from './judged.ts';

export type Wish = {
  /** The same key always judges the same way, so that its answer for every service can be kept. */
  readonly key: string;
  /** Which field of the search it comes from. */
  readonly name: string;
  /** For "without …". */
  readonly label: string;
  readonly judge: (facts: ServiceFacts) => Judged;
};
