// `footbridge check open-referral` as an operator runs it: report, file, progress and exit code, without any database.
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { serveGoodFeed } from '../src/api/open-referral-check/good-feed.fixture.ts';
import { serveMock } from '../src/api/open-referral-check/mock-feed.fixture.ts';
import type { Feed } from '../src/api/open-referral-check/serve.fixture.ts';
import { runFootbridge } from './server-process.ts';

const folder = mkdtempSync(join(tmpdir(), 'footbridge-check-'));
let good: Feed;
let failing: Feed;
beforeAll(async () => {
  [good, failing] = await Promise.all([serveGoodFeed({ ignores: ['search'] }), serveMock('fail')]);
});
afterAll(async () => {
  await Promise.all([good.close(), failing.close()]);
  rmSync(folder, { recursive: true, force: true });
});
const run = (...args: string[]) =>
  runFootbridge(['check', ...args], { FOOTBRIDGE_DATA: join(folder, 'data') });

describe('footbridge check open-referral', () => {
  test.each([[['open-referral']], [['open-referral', 'https://directory.example.org', '--bogus']]])(
    '2 and never 1 for a command that is wrong: %j',
    async args => {
      expect(await run(...args)).toMatchObject({ code: 2 });
    },
  );

  test('0 for a feed that passes the official rules, with what it saw on the way', async () => {
    const ended = await run('open-referral', good.url);
    expect(ended).toMatchObject({ code: 0 });
    expect(ended.out).toMatch(
      /^Open Referral check of http:\/\/127\.0\.0\.1:\d+\/\n\nOfficial rules: pass, with warnings/,
    );
    expect(ended.out).toMatch(/words +FAILS +it is ignored/);
    expect(ended.out).toContain('stricter than the official check');
    expect(ended.err).toContain('/services: reading');
  });

  test('1 for the same feed by our rules, and all of it as JSON', async () => {
    const file = join(folder, 'verdict.json');
    const ended = await run(
      'open-referral',
      good.url,
      '--strict',
      '--json',
      file,
      '--most',
      '10',
      '--per-page',
      '5',
    );
    expect(ended.code).toBe(1);
    const verdict = JSON.parse(readFileSync(file, 'utf8'));
    expect(verdict).toMatchObject({ outcome: 'fail', official: 'pass-with-warnings', strict: 'fail' });
    expect(verdict.findings.map((one: { rule: string }) => one.rule)).toContain('filter-broken');
    expect(verdict.endpoints[0]).toMatchObject({ endpoint: '/services', opened: 10 });
    expect(ended.out).toContain('Notes');
  });

  test('1 for a feed that fails the official rules', async () => {
    const ended = await run('open-referral', failing.url);
    expect(ended.code).toBe(1);
    expect(ended.out).toMatch(/ERROR +name is missing at \/contents\/\*/);
  });

  test.each([
    ['an address where nobody answers', ['open-referral', 'http://127.0.0.1:9/']],
    ['an address that is none', ['open-referral', 'example.org']],
    ['a check there is none of', ['closed-referral', 'http://127.0.0.1:9/']],
    ['a number that is none', ['open-referral', 'http://127.0.0.1:9/', '--most', 'all']],
  ])('2 for %s, in a sentence', async (_, args) => {
    const ended = await run(...args);
    expect(ended.code).toBe(2);
    expect(ended.out + ended.err).toMatch(/[a-z/]\.\n|Try: /);
    expect(ended.out + ended.err).not.toContain('    at ');
  });

  test('2 when the file for the report cannot be written', async () => {
    const ended = await run(
      'open-referral',
      good.url,
      '--most',
      '1',
      '--json',
      join(folder, 'no', 'such', 'file'),
    );
    expect(ended.code).toBe(2);
    expect(ended.err).toContain('could not be written');
  });
});
