// How long callers waited: percentiles of all waits, exact.

/** Milliseconds. */
export type Latencies = {
  readonly waits: readonly number[];
  readonly p50: number;
  readonly p95: number;
  readonly p99: number;
};

/** The smallest wait that at least this share of all waits do not exceed (nearest rank); 0 for none. */
export function percentile(sorted: readonly number[], share: number): number {
  const rank = Math.max(1, Math.ceil(sorted.length * share));
  return sorted[rank - 1] ?? 0;
}

export function latenciesOf(waits: readonly number[]): Latencies {
  const sorted = [...waits].sort((one, other) => one - other);
  return {
    waits: sorted,
    p50: percentile(sorted, 0.5),
    p95: percentile(sorted, 0.95),
    p99: percentile(sorted, 0.99),
  };
}

export const median = (numbers: readonly number[]): number =>
  percentile(
    [...numbers].sort((one, other) => one - other),
    0.5,
  );
