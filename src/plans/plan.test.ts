// Rules of plans without a database: the needs on offer, what changes between two lists of needs, and who may overwrite whom.
import { readFileSync } from 'node:fs';
import { parse } from 'csv-parse/sync';
import fc from 'fast-check';
import { Temporal } from 'temporal-polyfill';
import { describe, expect, it } from 'vitest';
import { DOMAIN_KEYS, decideScore } from './goal.ts';
import {
  decideNeeds,
  HEALTHCARE_ACCESS,
  type KeptNeed,
  NEED_CATEGORIES,
  NEED_GROUPS,
  needLabel,
} from './need.ts';
import { decideWords, EMPTY_WORDS, type PlanWords } from './plan.ts';
import { decideStepDue } from './step.ts';

const TYPES = parse(readFileSync(new URL('../../seeds/content/intervention-types.csv', import.meta.url)), {
  columns: true,
}) as { code: string; category: string; outcome_domains: string }[];
const TODAY = Temporal.PlainDate.from('2026-03-10');

describe('needs', () => {
  it('are the categories of the intervention types, without the two that are ways of helping', () => {
    const ways = ['planning', 'signposting'];
    const categories = new Set(TYPES.map(type => type.category).filter(category => !ways.includes(category)));
    expect([...NEED_CATEGORIES].sort()).toEqual([...categories].sort());
  });

  it('name healthcare access first, as a need of its own (guidance M3, P3)', () => {
    expect(NEED_GROUPS[0]?.needs.map(need => need.category)).toEqual([HEALTHCARE_ACCESS]);
    expect(needLabel(HEALTHCARE_ACCESS)).toBe('Getting healthcare');
    expect(needLabel('long-gone')).toBe('long-gone');
  });

  it('are added, described and ended so that what is kept becomes what is wanted', () => {
    const category = fc.constantFrom(...NEED_CATEGORIES);
    const description = fc.string({ maxLength: 20 });
    const lists = fc.uniqueArray(fc.record({ category, description }), { selector: need => need.category });
    fc.assert(
      fc.property(lists, lists, (before, wanted) => {
        const kept: KeptNeed[] = before.map((need, index) => ({ ...need, id: String(index) }));
        const { add, describe: described, end } = decideNeeds(kept, wanted);
        const ended = new Set(end.map(need => need.id));
        const changed = new Map(described.map(need => [need.id, need]));
        const after = [
          ...kept.filter(need => !ended.has(need.id)).map(need => changed.get(need.id) ?? need),
          ...add,
        ];
        const plain = (needs: readonly { category: string; description: string }[]) =>
          needs.map(need => `${need.category}:${need.description}`).sort();
        expect(plain(after)).toEqual(plain(wanted));
      }),
    );
  });

  it('leave out what is not a need', () => {
    expect(
      decideNeeds(
        [],
        [
          { category: 'planning', description: '' },
          { category: '<b>', description: '' },
        ],
      ).add,
    ).toEqual([]);
  });
});

describe('the six domains (guidance E4)', () => {
  it('are those that the intervention types serve', () => {
    const served = new Set(
      TYPES.flatMap(type => type.outcome_domains.split(';')).filter(domain => domain !== ''),
    );
    expect([...DOMAIN_KEYS].sort()).toEqual([...served].sort());
  });
});

describe('words of a plan', () => {
  const kept = { ended: false, version: 3, reviewOn: '2026-02-01' };
  const words = (changes: Partial<PlanWords>): PlanWords => ({
    ...EMPTY_WORDS,
    reviewOn: '2026-02-01',
    ...changes,
  });
  const decide = (changes: Partial<PlanWords>, seen = 3, plan = kept) => {
    const decided = decideWords(plan, words(changes), seen, TODAY);
    return decided.ok ? 'saved' : decided.reason;
  };

  it.each([
    ['nothing but the words', decide({ whatMatters: 'English' }), 'saved'],
    ['a review day that was set before and has passed', decide({}), 'saved'],
    ['a review day that has passed already', decide({ reviewOn: '2026-03-09' }), 'review-in-the-past'],
    ['a review today', decide({ reviewOn: '2026-03-10' }), 'saved'],
    ['an older copy', decide({}, 2), 'changed-meanwhile'],
    ['an ended referral', decide({}, 3, { ...kept, ended: true }), 'plan-ended'],
  ])('with %s', (_, decided, wanted) => {
    expect(decided).toBe(wanted);
  });

  it('keep a reason only for a plan that was not agreed', () => {
    const reasonFor = (agreed: PlanWords['agreed']) => {
      const decided = decideWords(kept, words({ agreed, notAgreedReason: 'Too ill to talk' }), 3, TODAY);
      return decided.ok ? decided.value.notAgreedReason : decided.reason;
    };
    expect(reasonFor('no')).toBe('Too ill to talk');
    expect(reasonFor('yes')).toBeNull();
  });
});

describe('steps and scores', () => {
  it.each([
    ['2026-03-09', null, 'due-in-the-past'],
    ['2026-03-09', '2026-03-09', '2026-03-09'],
    ['2026-03-10', null, '2026-03-10'],
    [null, '2026-03-01', null],
  ])('a step due %s that was due %s: %s', (dueOn, keptDueOn, wanted) => {
    const decided = decideStepDue(dueOn, keptDueOn, TODAY);
    expect(decided.ok ? decided.value : decided.reason).toBe(wanted);
  });

  it.each([
    [null, true],
    [1, true],
    [10, true],
    [0, false],
    [11, false],
    [2.5, false],
  ])('a score of %s fits: %s', (score, fits) => {
    expect(decideScore(score).ok).toBe(fits);
  });
});
