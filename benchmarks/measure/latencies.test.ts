// Percentiles are exact ranks, not estimates.
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { latenciesOf, median, percentile } from './latencies.ts';

test.each([
  [[], 0.5, 0],
  [[7], 0.99, 7],
  [[1, 2, 3, 4], 0.5, 2],
  [[1, 2, 3, 4], 0.95, 4],
  [[1, 2, 3, 4, 5, 6, 7, 8, 9, 10], 0.9, 9],
])('of %j the share %d waited at most %d', (sorted, share, expected) => {
  expect(percentile(sorted, share)).toBe(expected);
});

test('at least the share waited no longer, and fewer waited less', () => {
  fc.assert(
    fc.property(fc.array(fc.double({ min: 0, max: 1e6, noNaN: true }), { minLength: 1 }), waits => {
      const { p50, p95, p99 } = latenciesOf(waits);
      for (const [found, share] of [
        [p50, 0.5],
        [p95, 0.95],
        [p99, 0.99],
      ] as const) {
        expect(waits.filter(wait => wait <= found).length).toBeGreaterThanOrEqual(waits.length * share);
        expect(waits.filter(wait => wait < found).length).toBeLessThan(waits.length * share);
      }
    }),
  );
});

test('the median of an unsorted list', () => {
  expect(median([9, 1, 5])).toBe(5);
});
