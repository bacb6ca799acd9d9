// Two Footbridges that hear of each other only over HTTP: what one publishes the other imports, and publishes again.
import { afterAll, expect } from 'vitest';
import { importFeed, type RecordProblem } from '#directory';
import { openTestApp, type TestApp } from '../../../test/app.ts';

export const LISTS = [
  'services',
  'service_at_locations',
  'organizations',
  'taxonomies',
  'taxonomy_terms',
] as const;
export type ListName = (typeof LISTS)[number];
export type Published = Readonly<Record<ListName, ReadonlyMap<string, Readonly<Record<string, unknown>>>>>;

export type Footbridge = TestApp & {
  /** Where it publishes its directory. */
  readonly url: string;
  /** Everything it publishes, by list and id; a repeated id fails the test. */
  published(): Promise<Published>;
  /** Imports all that another one publishes. */
  harvest(from: string): Promise<{ readonly counts: unknown; readonly problems: readonly RecordProblem[] }>;
  /** How many notes of changed services there are: none is added when nothing changed. */
  changes(): Promise<number>;
};

export async function openFootbridge(): Promise<Footbridge> {
  const opened = await openTestApp();
  const origin = await opened.app.listen({ port: 0, host: '127.0.0.1' });
  afterAll(() => opened.app.close());
  const url = `${origin}/open-referral/v3`;
  return {
    ...opened,
    url,
    async published() {
      const lists = await Promise.all(LISTS.map(async list => [list, await listOf(url, list)] as const));
      return Object.fromEntries(lists) as unknown as Published;
    },
    async harvest(from) {
      const problems: RecordProblem[] = [];
      const outcome = await importFeed(opened.database, {
        source: { code: 'other', url: from, allowPrivate: true, publisher: 'Other' },
        via: 'command',
        whole: true,
        manners: { pauseMs: 0 },
        report: problem => problems.push(problem),
      });
      return { counts: outcome.ok ? outcome.value : outcome.reason, problems };
    },
    async changes() {
      const [row] = await opened.asSuperuser<{ n: number }>(
        'select count(*)::int as n from directory_changes',
      );
      return row?.n ?? 0;
    },
  };
}

async function listOf(url: string, list: ListName) {
  const full = list.startsWith('taxonom') ? '' : '&full=true';
  const answer = await fetch(`${url}/${list}?format=ndjson${full}`);
  expect(answer.status, list).toBe(200);
  const records = (await answer.text())
    .split('\n')
    .filter(Boolean)
    .map(line => JSON.parse(line) as Record<string, unknown>);
  const byId = new Map(records.map(record => [String(record.id), record]));
  expect(byId.size, `ids of ${list}`).toBe(records.length);
  return byId;
}

/** Differs between two directories that hold the same: when it changed there. */
const OWN = new Set(['last_modified']);

export const withoutOwn = (value: unknown): unknown =>
  Array.isArray(value)
    ? value.map(withoutOwn)
    : value !== null && typeof value === 'object'
      ? Object.fromEntries(
          Object.entries(value)
            .filter(([key]) => !OWN.has(key))
            .map(([key, inner]) => [key, withoutOwn(inner)]),
        )
      : value;
