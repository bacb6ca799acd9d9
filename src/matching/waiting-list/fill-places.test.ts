// Filling places: the same optimum as HiGHS, the same whatever the order, and never worse for one more place.
import fc from 'fast-check';
import loadHighs from 'highs';
import { beforeAll, describe, expect, it } from 'vitest';
import { type FilledPlaces, fillPlaces, type PlacesToFill } from './fill-places.ts';

const highs = await loadHighs();

type Instance = {
  readonly points: readonly (readonly (number | null)[])[];
  readonly places: readonly number[];
  /** What the first place of each worker costs, and how much more each further one. */
  readonly costs: readonly (readonly [first: number, more: number])[];
};

const toProblem = ({ points, places, costs }: Instance): PlacesToFill => ({
  people: points.length,
  workers: places.length,
  points: Float64Array.from(points.flat(), each => each ?? Number.NEGATIVE_INFINITY),
  places,
  costOfPlace: (worker, place) => (costs[worker]?.[0] ?? 0) + (costs[worker]?.[1] ?? 0) * (place - 1),
});

const solve = (instance: Instance): FilledPlaces => fillPlaces(toProblem(instance));

/** The same as a linear programme: x of person with worker, y of each place of a worker. */
function optimumOfHighs({ points, places, costs }: Instance): number {
  const pairs = points.flatMap((row, person) =>
    row.flatMap((value, worker) => (value === null ? [] : [{ person, worker, value }])),
  );
  const seats = places.flatMap((count, worker) =>
    Array.from({ length: count }, (_, place) => ({ worker, place })),
  );
  if (pairs.length === 0 || seats.length === 0) return 0;
  const x = (each: (typeof pairs)[number]) => `x_${each.person}_${each.worker}`;
  const y = (each: (typeof seats)[number]) => `y_${each.worker}_${each.place}`;
  const signed = (factor: number, name: string) => `${factor < 0 ? '-' : '+'} ${Math.abs(factor)} ${name}`;
  const cost = ({ worker, place }: (typeof seats)[number]) =>
    (costs[worker]?.[0] ?? 0) + (costs[worker]?.[1] ?? 0) * place;
  const objective = [
    ...pairs.map(each => signed(each.value, x(each))),
    ...seats.map(each => signed(-cost(each), y(each))),
  ];
  const once = points.flatMap((_, person) => {
    const own = pairs.filter(each => each.person === person).map(x);
    return own.length > 0 ? [`p${person}: ${own.join(' + ')} <= 1`] : [];
  });
  const seated = places.flatMap((_, worker) => {
    const taken = pairs.filter(each => each.worker === worker).map(x);
    const own = seats.filter(each => each.worker === worker).map(y);
    if (taken.length === 0) return [];
    return [`w${worker}: ${taken.join(' + ')}${own.map(name => ` - ${name}`).join('')} <= 0`];
  });
  const bounds = [...pairs.map(x), ...seats.map(y)].map(name => `0 <= ${name} <= 1`);
  const solution = highs.solve(
    `Maximize\n obj: ${objective.join('\n ')}\nSubject To\n ${[...once, ...seated].join('\n ')}\nBounds\n ${bounds.join('\n ')}\nEnd`,
  );
  if (solution.Status !== 'Optimal') throw new Error(`HiGHS says ${solution.Status}`);
  return Math.round(solution.ObjectiveValue);
}

const instance = ({ people, workers, places }: { people: number; workers: number; places: number }) =>
  fc
    .tuple(fc.integer({ min: 0, max: people }), fc.integer({ min: 1, max: workers }))
    .chain(([rows, columns]) =>
      fc.record<Instance>({
        points: fc.array(
          fc.array(fc.option(fc.integer({ min: -40, max: 120 }), { freq: 4 }), {
            minLength: columns,
            maxLength: columns,
          }),
          { minLength: rows, maxLength: rows },
        ),
        places: fc.array(fc.nat({ max: places }), { minLength: columns, maxLength: columns }),
        costs: fc.array(fc.tuple(fc.nat({ max: 30 }), fc.nat({ max: 20 })), {
          minLength: columns,
          maxLength: columns,
        }),
      }),
    );

const SMALL = { people: 12, workers: 5, places: 4 };

/** What the filling is worth, counted anew from who is where; it also says whether anything is not allowed. */
function worthOf(given: Instance, { workerOf, filled }: FilledPlaces): number {
  const problem = toProblem(given);
  const counted = given.places.map(() => 0);
  let worth = 0;
  for (const [person, worker] of workerOf.entries()) {
    if (worker === -1) continue;
    const value = given.points[person]?.[worker];
    if (value === null || value === undefined) throw new Error('somebody is where they must not be');
    worth += value;
    counted[worker] = (counted[worker] ?? 0) + 1;
    worth -= problem.costOfPlace(worker, counted[worker] ?? 0);
  }
  for (const [worker, count] of counted.entries()) {
    expect(count).toBe(filled[worker]);
    expect(count).toBeLessThanOrEqual(given.places[worker] ?? 0);
  }
  return worth;
}

describe('filling places', () => {
  beforeAll(() => {
    // HiGHS itself is asked about a case whose answer a reader sees: one place, the better of two.
    expect(optimumOfHighs({ points: [[5], [7]], places: [1], costs: [[1, 0]] })).toBe(6);
  });

  it('gives the place to whom it is worth most, and nobody where nothing is gained', () => {
    expect([...solve({ points: [[5], [7], [6]], places: [1], costs: [[1, 0]] }).workerOf]).toEqual([
      -1, 0, -1,
    ]);
    expect([...solve({ points: [[5]], places: [1], costs: [[9, 0]] }).workerOf]).toEqual([-1]);
    expect([...solve({ points: [], places: [1], costs: [[0, 0]] }).workerOf]).toEqual([]);
    expect([
      ...solve({
        points: [[null, 3]],
        places: [4, 0],
        costs: [
          [0, 0],
          [0, 0],
        ],
      }).workerOf,
    ]).toEqual([-1]);
  });

  it('moves people along a chain when somebody comes who has only one place to go', () => {
    const points = [
      [9, 8, null],
      [null, 9, 7],
      [9, null, null],
    ];
    const filling = solve({
      points,
      places: [1, 1, 1],
      costs: [
        [0, 0],
        [0, 0],
        [0, 0],
      ],
    });
    expect([...filling.workerOf]).toEqual([1, 2, 0]);
    expect(filling.total).toBe(24);
  });

  it('spreads people when each further place costs more', () => {
    const points = Array.from({ length: 4 }, () => [50, 48]);
    const spread = solve({
      points,
      places: [4, 4],
      costs: [
        [0, 5],
        [0, 5],
      ],
    });
    expect([...spread.filled]).toEqual([2, 2]);
    const piled = solve({
      points,
      places: [4, 4],
      costs: [
        [0, 0],
        [0, 0],
      ],
    });
    expect([...piled.filled]).toEqual([4, 0]);
  });

  it('among equals keeps who came first', () => {
    expect([...solve({ points: [[5], [5], [5]], places: [2], costs: [[0, 0]] }).workerOf]).toEqual([
      0, 0, -1,
    ]);
    expect([
      ...solve({
        points: [[5, 5]],
        places: [1, 1],
        costs: [
          [0, 0],
          [0, 0],
        ],
      }).workerOf,
    ]).toEqual([0]);
  });

  it('finds the optimum that HiGHS finds', () => {
    fc.assert(
      fc.property(instance(SMALL), given => {
        const filling = solve(given);
        expect(worthOf(given, filling)).toBe(filling.total);
        expect(filling.total).toBe(optimumOfHighs(given));
      }),
      { numRuns: 300 },
    );
  });

  it('finds it for a team of 60 with 12 workers too', () => {
    fc.assert(
      fc.property(instance({ people: 60, workers: 12, places: 8 }), given => {
        expect(solve(given).total).toBe(optimumOfHighs(given));
      }),
      { numRuns: 15 },
    );
  });

  it('one more place never makes it worse, and gains exactly what was said before', () => {
    fc.assert(
      fc.property(instance(SMALL), given => {
        const filling = solve(given);
        for (const [worker, count] of given.places.entries()) {
          const more = solve({ ...given, places: given.places.with(worker, count + 1) });
          expect(more.total - filling.total).toBe(filling.onePlaceMore[worker]?.gain);
        }
      }),
    );
  });

  it('says of one more place whether it goes to somebody who was left out', () => {
    fc.assert(
      fc.property(instance(SMALL), given => {
        // No two ways are worth the same, so that there is one answer.
        const points = given.points.map((row, person) =>
          row.map(
            (value, worker) =>
              value && value * 2 ** 30 + (((person * 5 + worker + 1) * 2654435761) % 2 ** 28),
          ),
        );
        const costs = given.costs.map(([first, more]) => [first * 2 ** 30, more * 2 ** 30] as const);
        const apart = { ...given, points, costs };
        const placed = ({ workerOf }: FilledPlaces) => workerOf.filter(each => each >= 0).length;
        const filling = solve(apart);
        for (const [worker, count] of given.places.entries()) {
          const more = solve({ ...apart, places: given.places.with(worker, count + 1) });
          const expected = filling.onePlaceMore[worker]?.placesSomebody ? 1 : 0;
          expect(placed(more) - placed(filling)).toBe(expected);
        }
      }),
    );
  });

  it('the order of rows and columns does not change the total', () => {
    fc.assert(
      fc.property(instance(SMALL), fc.infiniteStream(fc.nat()), (given, numbers) => {
        const shuffled = <Value>(values: readonly Value[]): number[] =>
          values
            .map((_, index) => ({ index, by: numbers.next().value ?? 0 }))
            .sort((a, b) => a.by - b.by || a.index - b.index)
            .map(each => each.index);
        const [rows, columns] = [shuffled(given.points), shuffled(given.places)];
        const other: Instance = {
          points: rows.map(row => columns.map(column => given.points[row]?.[column] ?? null)),
          places: columns.map(column => given.places[column] ?? 0),
          costs: columns.map(column => given.costs[column] ?? [0, 0]),
        };
        expect(solve(other).total).toBe(solve(given).total);
      }),
    );
  });
});
