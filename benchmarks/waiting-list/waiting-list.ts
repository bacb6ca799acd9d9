// `npm run benchmark -- waiting-list`: how long a proposal for everybody who waits takes, with and without ranking who fits whom.
import { cpus, loadavg } from 'node:os';
import { Temporal } from 'temporal-polyfill';
import { proposeAllocation } from '#matching';
import { fillPlaces } from '../../src/matching/waiting-list/fill-places.ts';
import { scorePairs } from '../../src/matching/waiting-list/pairs.ts';
import { largeWaitingList } from '../../src/matching/waiting-list/team.fixture.ts';
import { turnsReason } from '../../src/matching/waiting-list/waiting.ts';
import { median } from '../measure/latencies.ts';

const SIZES = [
  { people: 500, workers: 50 },
  { people: 1000, workers: 100 },
  { people: 2000, workers: 200 },
] as const;
const PLACES_EACH = 6;
const TARGET = '2,000 people with 200 workers within 2 seconds';
const TODAY = Temporal.PlainDate.from('2026-03-10');

type Row = Readonly<Record<string, string | number>>;

/** On a busy machine the processor's own time is the steadier of the two. */
type Took = { readonly clock: number; readonly processor: number };

function timed(work: () => unknown): Took {
  const [before, used] = [performance.now(), process.cpuUsage()];
  work();
  const { user, system } = process.cpuUsage(used);
  return { clock: performance.now() - before, processor: (user + system) / 1000 };
}

/** In words for a terminal: the middle of all rounds by the clock, the slowest, and the processor's time. */
const spread = (times: readonly Took[]): string => {
  const clock = times.map(each => each.clock);
  const processor = median(times.map(each => each.processor));
  return `${Math.round(median(clock))} (slowest ${Math.round(Math.max(...clock))}; CPU ${Math.round(processor)})`;
};

function measure(people: number, workers: number, rounds: number): Row {
  const list = largeWaitingList(people, workers, PLACES_EACH);
  const { points } = scorePairs(list.people, list.workers, TODAY);
  const problem = {
    people,
    workers,
    points,
    places: list.workers.map(worker => worker.places),
    costOfPlace: (worker: number, place: number) => {
      const of = list.workers[worker];
      return of ? -(turnsReason(of, place)?.weight ?? 0) : 0;
    },
  };
  const [whole, flow]: [Took[], Took[]] = [[], []];
  for (let round = 0; round < rounds; round += 1) {
    whole.push(timed(() => proposeAllocation(list.people, list.workers, TODAY)));
    flow.push(timed(() => fillPlaces(problem)));
  }
  const { pairs, notPlaced } = proposeAllocation(list.people, list.workers, TODAY);
  return {
    people,
    workers,
    'different wishes': new Set(list.people.map(person => JSON.stringify(person.wishes))).size,
    placed: pairs.length,
    'not placed': notPlaced.length,
    'whole proposal, ms': spread(whole),
    'of it the flow, ms': spread(flow),
  };
}

export function runWaitingList({ rounds }: { readonly rounds: number }): void {
  console.log(`Proposals for a waiting list; ${rounds} rounds each. Target: ${TARGET}.`);
  console.table(SIZES.map(({ people, workers }) => measure(people, workers, rounds)));
  const load = loadavg()[0]?.toFixed(1) ?? '';
  console.log(
    `${cpus().length} cores, load ${load}, Node ${process.version}. The database is not asked: see the README.`,
  );
}
