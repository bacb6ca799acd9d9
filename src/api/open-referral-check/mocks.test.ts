// The official validator's own mock feeds get the verdicts that it gives them.
import { afterAll, describe, expect, test } from 'vitest';
import { checkOpenReferral, reportOf, type Verdict } from './index.ts';
import { type MockName, serveMock } from './mock-feed.fixture.ts';
import type { Feed } from './serve.fixture.ts';

const feeds: Feed[] = [];
afterAll(() => Promise.all(feeds.map(feed => feed.close())));

async function verdictOf(name: MockName, strict = false): Promise<Verdict> {
  const feed = await serveMock(name);
  feeds.push(feed);
  return checkOpenReferral(feed.url, { strict, today: '2026-11-22' });
}
/** What the official check says, as `endpoint rule: sentence pointer`. */
const official = ({ findings }: Verdict, weight: 'error' | 'warning'): string[] =>
  findings
    .filter(one => one.official === weight)
    .map(({ endpoint, rule, says, examples }) =>
      `${endpoint} ${rule}: ${says} ${examples[0]?.pointer ?? ''}`.trim(),
    )
    .sort();

describe('official mock feeds', () => {
  test('“pass” passes, with the one warning no feed escapes', async () => {
    const verdict = await verdictOf('pass');
    expect(verdict).toMatchObject({ outcome: 'pass', official: 'pass-with-warnings', standard: 'oruk-3.0' });
    expect(official(verdict, 'error')).toEqual([]);
    expect(verdict.findings.filter(one => one.official === 'warning').map(one => one.rule)).toEqual([
      'organization-page',
    ]);
  });

  test('“pass” does not keep our rules: its example stands at latitude 100', async () => {
    const verdict = await verdictOf('pass', true);
    expect(verdict).toMatchObject({ outcome: 'fail', official: 'pass-with-warnings', strict: 'fail' });
    const [finding] = verdict.findings.filter(
      one => one.rule === 'coordinates-out-of-range' && one.endpoint === '/services/{id}',
    );
    expect(finding).toMatchObject({
      official: null,
      ours: 'error',
      examples: [{ pointer: '/service_at_locations/0/location/latitude' }],
    });
    expect(reportOf(verdict)).toContain('latitude is not from -90 to 90');
  });

  test('“fail” fails for its faults in /, the list and the record; the faults of optional parts warn', async () => {
    const verdict = await verdictOf('fail');
    expect(verdict).toMatchObject({ outcome: 'fail', official: 'fail' });
    expect(official(verdict, 'error')).toEqual([
      '/ schema: is not in the form of uri /openapi_url',
      '/ schema: profile is missing',
      '/services schema: is not in the form of email /contents/0/email',
      '/services schema: is not in the form of uri /contents/0/url',
      '/services schema: is not of type string /contents/2/email',
      '/services schema: name is missing /contents/0',
      '/services size: size is 1, the page has 4 records /size',
      '/services/{id} schema: is not in the form of email /email',
      '/services/{id} schema: is not in the form of uri /url',
    ]);
    expect(official(verdict, 'warning').filter(one => one.startsWith('/taxonomy_terms'))).toEqual([
      '/taxonomy_terms/{id} schema: description is missing',
      '/taxonomy_terms/{id} schema: is not in the form of uri /term_uri',
    ]);
  });

  test('“warn” passes with a warning about its taxonomy term', async () => {
    const verdict = await verdictOf('warn');
    expect(verdict).toMatchObject({ outcome: 'pass', official: 'pass-with-warnings' });
    expect(official(verdict, 'warning')).toContain('/taxonomy_terms/{id} schema: description is missing');
    expect(verdict.findings.find(one => one.endpoint === '/taxonomy_terms/{id}')).toMatchObject({
      official: 'warning',
      ours: 'error',
    });
  });

  test('“test” fails because its size is 31 and its page has 128 records', async () => {
    const verdict = await verdictOf('test');
    expect(verdict).toMatchObject({ outcome: 'fail', official: 'fail' });
    expect(official(verdict, 'error')).toEqual([
      '/services size: size is 31, the page has 128 records /size',
    ]);
  });

  test('what one record cannot show is not tested, and said so', async () => {
    const { features } = await verdictOf('pass');
    expect(features).toHaveLength(7);
    expect(features.every(({ result, query }) => result === 'not-tested' && query === null)).toBe(true);
    const report = reportOf(await verdictOf('pass'));
    expect(report).toMatch(
      /age +not tested +for lack of data: no two services are for wholly different ages/,
    );
  });
});
