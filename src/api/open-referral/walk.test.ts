// Our own feed, walked from outside by the check that we hold others to: every page, id and filter.
import { afterAll, beforeAll, expect, it } from 'vitest';
import { checkOpenReferral } from '#api/open-referral-check';
import { openTestApp } from '../../../test/app.ts';
import { addPublishedEntries, IDS } from './published.fixture.ts';

const test = await openTestApp();
let origin = '';

beforeAll(async () => {
  await addPublishedEntries(test);
  // Both ages given, so that the filter by age can be tried from outside; and older than the others again.
  await test.asSuperuser('update directory_services set maximum_age = 90 where id = $1', [IDS.walking]);
  await test.asSuperuser(`update directory_services set changed_at = '2026-02-01T09:00:00Z' where id = $1`, [
    IDS.walking,
  ]);
  origin = await test.app.listen({ port: 0, host: '127.0.0.1' });
});
afterAll(() => test.app.close());

it('passes by the official rules and by our stricter ones, and each filter works', {
  timeout: 60_000,
}, async () => {
  const verdict = await checkOpenReferral(`${origin}/open-referral/v3`, { today: '2026-03-10' });
  // The official schema of a page of organisations describes one organisation, so that every correct page warns.
  expect(verdict).toMatchObject({
    outcome: 'pass',
    official: 'pass-with-warnings',
    strict: 'pass',
    standard: 'oruk-3.0',
    findings: [{ rule: 'organization-page' }],
  });
  expect(verdict.features.map(({ name, result }) => [name, result])).toEqual(
    [
      'age',
      'postcode and proximity',
      'day and time',
      'taxonomy term',
      'words',
      'organisation',
      'modified after',
    ].map(name => [name, 'works']),
  );
});
