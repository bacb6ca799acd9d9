// The score of trust: reasons that add up, falling with age, lowered by failures and reports, raised by checks; and what is missing.
import fc from 'fast-check';
import { Temporal } from 'temporal-polyfill';
import { describe, expect, it } from 'vitest';
import { missingOf, PARTS_ASKED } from './completeness.ts';
import { CHECK_INTERVALS, checkInterval } from './interval.ts';
import { evidenceOf, type TrustFacts, trustOf } from './score.ts';

const TODAY = Temporal.PlainDate.from('2026-11-22');
const ago = (days: number): Temporal.PlainDate => TODAY.subtract({ days });
const FRESH: TrustFacts = {
  checkedOn: TODAY,
  assuredOn: null,
  describes: null,
  intervalDays: 91,
  missingSince: null,
  staleSince: null,
  closedReports: 0,
  disputedFields: 0,
  setbacks: 0,
};
const daysAgo = fc.option(fc.integer({ min: -400, max: 5000 }).map(ago), { nil: null });
const anyFacts: fc.Arbitrary<TrustFacts> = fc
  .record({
    checkedOn: daysAgo,
    assuredOn: daysAgo,
    describes: daysAgo,
    intervalDays: fc.integer({ min: 1, max: 400 }),
    missingSince: daysAgo,
    stale: fc.boolean(),
    closedReports: fc.nat(5),
    disputedFields: fc.nat(16),
    setbacks: fc.nat(40),
  })
  .map(({ stale, ...facts }) => ({ ...facts, staleSince: stale ? facts.missingSince : null }));

describe('the score of trust', () => {
  it('is 100 for what was checked today and has nothing against it', () => {
    expect(trustOf(FRESH, TODAY)).toMatchObject({ score: 100, band: 0, dueOn: TODAY.add({ days: 91 }) });
  });

  it('is the sum of its reasons, and lies between 0 and 100 (property)', () => {
    fc.assert(
      fc.property(anyFacts, facts => {
        const { score, reasons, band } = trustOf(facts, TODAY);
        expect(reasons.reduce((sum, { points }) => sum + points, 0)).toBe(score);
        expect(score).toBeGreaterThanOrEqual(0);
        expect(score).toBeLessThanOrEqual(100);
        expect(band).toBe(score >= 75 ? 0 : score >= 50 ? 1 : 2);
        expect(reasons.every(({ points, words }) => points !== 0 && words !== '')).toBe(true);
      }),
    );
  });

  it('never rises by getting older (property)', () => {
    fc.assert(
      fc.property(anyFacts, fc.nat(1000), (facts, days) => {
        const later = TODAY.add({ days });
        // What was dated in the future is of today until its day has come.
        fc.pre(
          [facts.checkedOn, facts.assuredOn, facts.describes].every(
            day => day === null || day.until(TODAY).days >= 0,
          ),
        );
        expect(trustOf(facts, later).score).toBeLessThanOrEqual(trustOf(facts, TODAY).score);
      }),
    );
  });

  it('is never lowered by a check, and never raised by a report, a dispute or a failed referral (property)', () => {
    fc.assert(
      fc.property(anyFacts, facts => {
        const dated = [facts.checkedOn, facts.missingSince];
        fc.pre(dated.every(day => day === null || day.until(TODAY).days >= 0));
        const { score } = trustOf(facts, TODAY);
        expect(trustOf({ ...facts, checkedOn: TODAY, setbacks: 0 }, TODAY).score).toBeGreaterThanOrEqual(
          score,
        );
        for (const worse of ['closedReports', 'disputedFields', 'setbacks'] as const)
          expect(trustOf({ ...facts, [worse]: facts[worse] + 1 }, TODAY).score).toBeLessThanOrEqual(score);
      }),
    );
  });

  it('says in words what it is made of', () => {
    const facts = {
      ...FRESH,
      checkedOn: ago(400),
      closedReports: 2,
      disputedFields: 3,
      missingSince: ago(30),
      staleSince: ago(3),
      setbacks: 3,
    };
    const { score, reasons, band } = trustOf(facts, TODAY);
    expect(reasons.map(({ points, words }) => `${points} ${words}`)).toEqual([
      '100 Where every entry begins',
      '-40 Last checked 13 months ago',
      '-30 Somebody reported that it has closed; not yet looked into',
      '-10 3 things in it are disputed',
      '-10 Its source has not listed it several times',
      '-5 Fewer than 5 people sent there since could not be taken',
    ]);
    expect([score, band]).toEqual([5, 2]);
  });

  it('does not hold against an entry that its source dropped it, once somebody has checked', () => {
    const missing = { ...FRESH, missingSince: ago(30), staleSince: ago(3), checkedOn: ago(40) };
    expect(trustOf(missing, TODAY).score).toBe(100 - 4 - 10);
    expect(trustOf({ ...missing, checkedOn: ago(1) }, TODAY).score).toBe(100);
  });

  it('takes no day after today for evidence, and asks for a check at once where no day is known', () => {
    expect(evidenceOf({ ...FRESH, assuredOn: TODAY.add({ days: 9 }) }, TODAY)).toEqual(TODAY);
    const unknown = trustOf({ ...FRESH, checkedOn: null }, TODAY);
    expect(unknown).toMatchObject({ score: 70, band: 1, dueOn: TODAY });
  });
});

describe('how long a check holds', () => {
  it('is reference content with its source, day and day of review, not code', () => {
    expect(CHECK_INTERVALS.length).toBeGreaterThan(5);
    for (const { source, asOf, reviewBy, certainty, days } of CHECK_INTERVALS) {
      expect(source).toMatch(/^https:/);
      expect([asOf, reviewBy].every(day => /^\d{4}-\d{2}-\d{2}$/.test(day))).toBe(true);
      expect(['certain', 'likely', 'uncertain', 'design']).toContain(certainty);
      expect(days).toBeGreaterThan(0);
    }
  });

  it('is the shortest that the kinds of a service ask for', () => {
    expect(checkInterval([]).days).toBe(91);
    expect(checkInterval(['HLTH-GP', 'health']).days).toBe(183);
    expect(checkInterval(['health', 'food']).days).toBe(61);
  });
});

describe('what is missing', () => {
  it('is said in words, and one of two ways to say a thing is enough', () => {
    expect(missingOf(new Set())).toHaveLength(PARTS_ASKED);
    expect(missingOf(new Set(['email', 'areas', 'ages']))).toEqual([
      'what it does',
      'website',
      'opening times',
      'cost',
      'languages',
      'how to apply',
      'waiting time',
    ]);
  });
});
