// The catalogues are whole, and the check that says so finds each thing that can be wrong.
import { describe, expect, it } from 'vitest';
import { CATALOGUES, type MadeText, SOURCE, type Source, sourceHash } from './catalogue.ts';
import { checkCatalogue, checkCatalogues, checkSource } from './check.ts';
import { countStates, translationReport } from './report.ts';

const source: Source = {
  days: {
    kind: 'text',
    text: 'In {days, plural, one {# day} other {# days}} at {place}',
    date: '2026-01-01',
  },
  sex: { kind: 'notice', text: '{sex, select, female {she} other {they}}', date: '2026-01-01' },
};
const made = (key: keyof typeof source, text: string, changes: Partial<MadeText> = {}): MadeText => ({
  text,
  translator: 'A. Translator',
  reviewer: null,
  date: '2026-01-01',
  source_hash: sourceHash(source[key]?.text ?? ''),
  ...changes,
});
const DAYS = '{place}: {days, plural, zero {#} one {#} two {#} few {#} many {#} other {#}}';
const whole = { days: made('days', DAYS), sex: made('sex', '{sex, select, female {هي} other {هم}}') };

describe('the catalogues', () => {
  it('have no faults', () => {
    expect(checkCatalogues().filter(problem => problem.weight === 'fault')).toEqual([]);
  });

  it('say honestly who made them: nothing that a machine drafted counts as checked', () => {
    const drafts = [...CATALOGUES.values()]
      .flatMap(catalogue => Object.values(catalogue))
      .filter(text => text.translator === 'machine draft');
    expect(drafts.length).toBeGreaterThan(0);
    expect(drafts.filter(text => text.reviewer === text.translator || text.reviewer === '')).toEqual([]);
  });
});

describe('the check', () => {
  it('finds nothing in a whole catalogue', () => {
    expect(checkCatalogue(source, 'ar', whole)).toEqual([]);
  });

  it.each([
    [
      'a variable with another name',
      { days: made('days', DAYS.replace('{place}', '{platz}')) },
      'variables-differ',
    ],
    ['a variable left out', { days: made('days', DAYS.replace('{place}', '')) }, 'variables-differ'],
    ['a plural made into plain text', { days: made('days', '{place} {days}') }, 'variables-differ'],
    [
      'two of the six Arabic plural forms',
      { days: made('days', '{place} {days, plural, one {#} other {#}}') },
      'plural-forms-missing',
    ],
    ['another choice', { sex: made('sex', '{sex, select, femme {x} other {y}}') }, 'choices-differ'],
    [
      'a bracket that never closes',
      { sex: made('sex', '{sex, select, female {x} other {y}') },
      'not-a-message',
    ],
    ['nothing', { sex: made('sex', '  ') }, 'empty'],
    ['nobody as the translator', { sex: made('sex', whole.sex.text, { translator: '' }) }, 'no-translator'],
    [
      'a translator who checks their own work',
      { sex: made('sex', whole.sex.text, { reviewer: 'A. Translator' }) },
      'checked-by-its-translator',
    ],
    ['a key that English does not have', { extra: made('sex', 'x') }, 'unknown-key'],
  ])('faults %s', (_what, change, what) => {
    expect(checkCatalogue(source, 'ar', { ...whole, ...change })).toContainEqual(
      expect.objectContaining({ language: 'ar', weight: 'fault', what }),
    );
  });

  it('lists what is missing and what is stale as work, and does not fault what a stale one says', () => {
    const catalogue = { days: made('days', 'old {words}', { source_hash: 'of older English' }) };
    expect(checkCatalogue(source, 'ar', catalogue)).toEqual([
      { language: 'ar', key: 'days', weight: 'work', what: 'stale' },
      { language: 'ar', key: 'sex', weight: 'work', what: 'missing' },
    ]);
  });

  it.each([
    ['{a', 'not-a-message'],
    ['{days, plural, other {#}}', 'plural-forms-missing'],
    ['', 'empty'],
  ])('faults English %j', (text, what) => {
    expect(
      checkSource({ key: { kind: 'text', text, date: '2026-01-01' } }).map(problem => problem.what),
    ).toContain(what);
  });

  it('faults a kind that the rules do not know', () => {
    const problems = checkSource({ key: { kind: 'legal' as 'notice', text: 'x', date: '2026-01-01' } });
    expect(problems).toEqual([{ language: 'en', key: 'key', weight: 'fault', what: 'unknown-kind' }]);
  });
});

describe('the report', () => {
  it('counts states and what may not be shown at all', () => {
    expect(countStates(source, whole)).toEqual({
      reviewed: 0,
      unreviewed: 2,
      stale: 0,
      missing: 0,
      heldBack: 1,
    });
    expect(countStates(source, { days: made('days', DAYS, { reviewer: 'R. Reviewer' }) })).toMatchObject({
      reviewed: 1,
      missing: 1,
    });
  });

  it('has a line a language, and one for each problem with the hash to note', () => {
    expect(translationReport([])).toHaveLength(1 + CATALOGUES.size);
    const lines = translationReport([{ language: 'ar', key: 'start.title', weight: 'work', what: 'stale' }]);
    expect(lines).toContain(
      `  start.title: stale (English is now ${sourceHash(SOURCE['start.title']?.text ?? '')})`,
    );
  });
});
