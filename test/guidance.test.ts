// The guidance: what docs/guidance.md says is built is named by a test, as in "(guidance P1c)", and no test claims more.
import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { rowsUnder } from './markdown.ts';

/** Every recommendation, in order. */
const IDS =
  'M1 M2 M3 M4 M5 M6 R1 R2 K1 K2 K3 K4 K5 K6 K7 K8 P1a P1b P1c P1d P1e P2 P3 P4 E1 E2 E3 E4 E5 E6 S1 S2 G1 G2 G3'.split(
    ' ',
  );
/** The five preferences together. */
const GROUPS: Readonly<Record<string, readonly string[]>> = { P1: ['P1a', 'P1b', 'P1c', 'P1d', 'P1e'] };

const rows = rowsUnder(readFileSync('docs/guidance.md', 'utf8'), 'Id').map(
  ([id = '', , state = '', what = '', where = '', missing = '']) => ({ id, state, what, where, missing }),
);

const tests = ['src', 'test', 'seeds'].flatMap(root =>
  readdirSync(root, { recursive: true, encoding: 'utf8' })
    .map(path => `${root}/${path.replaceAll('\\', '/')}`)
    .filter(path => /\.test\.tsx?$/.test(path) && path !== 'test/guidance.test.ts'),
);

/** `guidance M4, P1a and P1b` in a title or comment of a test. */
const named = tests.flatMap(path =>
  [...readFileSync(path, 'utf8').matchAll(/guidance ([A-Z]\d[a-e]?(?:(?:, | and )[A-Z]\d[a-e]?)*)/g)].flatMap(
    match => (match[1] ?? '').split(/, | and /).map(id => ({ path, id })),
  ),
);
const namedIds = new Set(named.map(({ id }) => id));

describe('docs/guidance.md', () => {
  it('has a row for each recommendation, in order, with a known state', () => {
    expect(rows.map(({ id }) => id)).toEqual(IDS);
    expect(rows.filter(({ state }) => !['Built', 'Partly', 'Not built'].includes(state))).toEqual([]);
  });

  it('says what there is and where, or what is missing', () => {
    const vague = rows.filter(({ state, what, where, missing }) => {
      if (state === 'Not built') return what !== '' || where !== '';
      return what === '' || where === '' || (state === 'Partly') !== (missing !== '');
    });
    expect(vague).toEqual([]);
  });

  it.each(rows.filter(({ state }) => state !== 'Not built').map(({ id }) => id))(
    '%s is named by a test',
    id => {
      expect(named.filter(found => found.id === id).map(({ path }) => path)).not.toEqual([]);
    },
  );
});

describe('tests', () => {
  it('name only recommendations that there are', () => {
    expect(named.filter(({ id }) => !IDS.includes(id) && !(id in GROUPS))).toEqual([]);
  });

  it('claim nothing that is said not to be built', () => {
    expect(
      rows.filter(({ id, state }) => state === 'Not built' && namedIds.has(id)).map(({ id }) => id),
    ).toEqual([]);
  });
});
