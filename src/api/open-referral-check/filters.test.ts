// Each filter is tried: one that is ignored, broken or refused is named; what the data cannot show is not tested.
import { describe, expect, test } from 'vitest';
import { serveGoodFeed } from './good-feed.fixture.ts';
import { checkOpenReferral, type Verdict } from './index.ts';

async function verdictOf(faults: Parameters<typeof serveGoodFeed>[0]): Promise<Verdict> {
  const feed = await serveGoodFeed(faults);
  try {
    return await checkOpenReferral(feed.url, { strict: true, today: '2026-11-22' });
  } finally {
    await feed.close();
  }
}
const resultsOf = ({ features }: Verdict): Record<string, string> =>
  Object.fromEntries(features.map(({ name, result }) => [name, result]));

const FILTERS = [
  ['age', ['minimum_age', 'maximum_age'], 'error'],
  ['postcode and proximity', ['postcode'], 'error'],
  ['day and time', ['day', 'start_time', 'end_time'], 'error'],
  ['taxonomy term', ['taxonomy_term_id'], 'error'],
  ['words', ['search'], 'error'],
  // Only HSDS has these two: a UK feed is warned.
  ['organisation', ['organization_id'], 'warning'],
  ['modified after', ['modified_after'], 'warning'],
] as const;

describe('filters', () => {
  test.each(FILTERS)('%s ignored is named, and no other', async (name, ignores, weight) => {
    const verdict = await verdictOf({ ignores });
    const failing = verdict.features.filter(({ result }) => result !== 'works');
    expect(failing.map(one => [one.name, one.result])).toEqual([[name, 'fails']]);
    expect(failing[0]?.says).toContain('it is ignored, every record that does not fit came too');
    const found = verdict.findings.find(one => one.says.startsWith(`filter by ${name}:`));
    expect(found).toMatchObject({ official: null, ours: weight });
    expect(found?.examples[0]?.record).toBe(failing[0]?.wanted);
    expect(verdict.outcome).toBe(weight === 'error' ? 'fail' : 'pass');
    expect(verdict.official).toBe('pass-with-warnings');
  });

  test.each([
    ['age', 'minimum_age'],
    ['age', 'maximum_age'],
    ['day and time', 'start_time'],
    ['day and time', 'end_time'],
  ])('%s without %s lets some through that do not fit', async (name, ignored) => {
    const { features } = await verdictOf({ ignores: [ignored] });
    const failing = features.filter(({ result }) => result === 'fails');
    expect(failing).toEqual([
      expect.objectContaining({ name, says: expect.stringContaining('records came that do not fit') }),
    ]);
  });

  test('a filter that returns nothing fails: the record it was taken from must come', async () => {
    const verdict = await verdictOf({
      spoil: (answered, asked) =>
        asked.query.has('search')
          ? { body: { ...(answered.body as object), contents: [], total_items: 0, total_pages: 1 } }
          : answered,
    });
    expect(verdict.features.find(({ name }) => name === 'words')).toMatchObject({
      result: 'fails',
      says: expect.stringContaining('the record that fits did not come'),
    });
  });

  test('a filter that is refused fails with the status', async () => {
    const verdict = await verdictOf({
      spoil: (answered, asked) => (asked.query.has('day') ? { status: 400, body: {} } : answered),
    });
    expect(verdict.features.find(({ name }) => name === 'day and time')).toMatchObject({
      result: 'fails',
      says: 'the answer is 400',
    });
  });

  test('a feed of one service cannot show any filter', async () => {
    const verdict = await verdictOf({ services: 1 });
    expect(new Set(Object.values(resultsOf(verdict)))).toEqual(new Set(['not-tested']));
    expect(verdict.outcome).toBe('pass');
  });

  test('hours that no longer hold are not asked for', async () => {
    const verdict = await verdictOf({
      spoil: (answered, { path }) => {
        const body = answered.body as { schedules?: { valid_to?: string }[] };
        if (!/^\/services\/.+/.test(path) || !body.schedules) return answered;
        return {
          body: { ...body, schedules: body.schedules.map(one => ({ ...one, valid_to: '2026-11-21' })) },
        };
      },
    });
    expect(resultsOf(verdict)['day and time']).toBe('not-tested');
  });
});
