// Measures and answers without a database: exact wording, standing of languages, what is kept, and how start and end pair.
import fc from 'fast-check';
import { Temporal } from 'temporal-polyfill';
import { describe, expect, it } from 'vitest';
import { findMeasure, type Mode, standingOf } from './measure.ts';
import { pairMeasures } from './pair.ts';
import { decideAnswers, type GivenAnswer, type MeasureAsked, type MeasureResponse } from './response.ts';

const TODAY = Temporal.PlainDate.from('2026-03-10');

function ons4() {
  const measure = findMeasure('ons4');
  if (!measure) throw new Error('ONS4 is missing');
  return measure;
}

describe('ONS4', () => {
  it('is asked word for word (harmonised standard)', () => {
    expect(ons4().items.map(item => item.text)).toEqual([
      'Overall, how satisfied are you with your life nowadays?',
      'Overall, to what extent do you feel that the things you do in your life are worthwhile?',
      'Overall, how happy did you feel yesterday?',
      'On a scale where 0 is "not at all anxious" and 10 is "completely anxious", overall, how anxious did you feel yesterday?',
    ]);
    expect(ons4().items.map(item => [item.min, item.max, item.anchor0, item.anchor10])).toEqual([
      [0, 10, 'not at all satisfied', 'completely satisfied'],
      [0, 10, 'not at all worthwhile', 'completely worthwhile'],
      [0, 10, 'not at all happy', 'completely happy'],
      [0, 10, 'not at all anxious', 'completely anxious'],
    ]);
    expect(ons4().introduction).toMatch(/There are no right or wrong answers/);
  });

  it.each<[string, Mode, 'approved' | 'not_validated']>([
    ['en', 'self', 'approved'],
    ['en-GB', 'telephone', 'approved'],
    ['en', 'interpreted', 'not_validated'],
    ['ti', 'read_aloud', 'not_validated'],
    ['cy', 'self', 'not_validated'],
  ])('in %s, %s, is %s (guidance E6)', (language, mode, wanted) => {
    const standing = standingOf('ons4', language, mode);
    expect(standing.standing).toBe(wanted);
    expect(standing.source).toMatch(/^https:/);
    expect(standing.reviewBy > standing.asOf).toBe(true);
  });

  it('says nothing in favour of a measure nobody reviewed', () => {
    expect(findMeasure('phq9')).toBeNull();
    expect(standingOf('phq9', 'en', 'self').standing).toBe('not_validated');
  });
});

const asked = (changes: Partial<MeasureAsked> = {}): MeasureAsked => ({
  answeredBy: 'person',
  answers: {
    satisfied: { value: 3 },
    worthwhile: { missing: 'declined' },
    happy: { value: 0 },
    anxious: { value: 10 },
  },
  takenOn: '2026-03-10',
  birthDate: null,
  ...changes,
});

describe('answers', () => {
  const decide = (changes: Partial<MeasureAsked>) => {
    const decided = decideAnswers(ons4(), asked(changes), TODAY);
    return decided.ok ? 'kept' : decided.reason;
  };

  it.each<[string, Partial<MeasureAsked>, string]>([
    ['of the person', {}, 'kept'],
    ['of a carer', { answeredBy: 'someone_else' }, 'someone-else-answered'],
    ['of a child', { birthDate: '2012' }, 'too-young'],
    ['of somebody who may just be sixteen', { birthDate: '2010' }, 'kept'],
    ['of somebody one day too young', { birthDate: '2010-03-11' }, 'too-young'],
    ['of tomorrow', { takenOn: '2026-03-11' }, 'in-the-future'],
    ['above the scale', { answers: { happy: { value: 11 } } }, 'out-of-range'],
    ['below the scale', { answers: { happy: { value: -1 } } }, 'out-of-range'],
    ['between the numbers', { answers: { happy: { value: 4.5 } } }, 'out-of-range'],
    ['to a question that was not asked', { answers: { sleepy: { value: 4 } } }, 'unknown-item'],
  ])('%s', (_, changes, wanted) => {
    expect(decide(changes)).toBe(wanted);
  });

  it('are kept with the words that were asked, and say why one is missing', () => {
    const decided = decideAnswers(
      ons4(),
      asked({ answers: { satisfied: { value: 0 }, happy: { missing: 'not_known' } } }),
      TODAY,
    );
    expect(decided.ok && decided.value.map(answer => [answer.item, answer.value, answer.missing])).toEqual([
      ['satisfied', 0, null],
      ['worthwhile', null, 'not_asked'],
      ['happy', null, 'not_known'],
      ['anxious', null, 'not_asked'],
    ]);
    expect(decided.ok && decided.value[0]?.wording).toBe(
      'Overall, how satisfied are you with your life nowadays?',
    );
  });
});

function response(
  point: 'start' | 'end',
  given: Record<string, GivenAnswer>,
  changes: Partial<MeasureResponse> = {},
): MeasureResponse {
  const decided = decideAnswers(ons4(), asked({ answers: given }), TODAY);
  if (!decided.ok) throw new Error(decided.reason);
  return {
    id: point,
    personId: 'p',
    referralId: 'r',
    measure: 'ons4',
    measureVersion: ons4().version,
    point,
    asked: { language: 'en', standing: 'approved', mode: 'self' },
    answers: decided.value,
    takenOn: '2026-03-10',
    recordedBy: 'w',
    voidedAt: null,
    voidReason: null,
    ...changes,
  };
}

describe('start and end (guidance E5)', () => {
  const START = {
    satisfied: { value: 3 },
    worthwhile: { missing: 'declined' },
    happy: { value: 5 },
    anxious: { value: 8 },
  } as const;
  const END = {
    satisfied: { value: 6 },
    worthwhile: { value: 7 },
    happy: { value: 5 },
    anxious: { value: 4 },
  } as const;

  it('pair item by item; less anxiety is better; a missing side says so; nothing is added up', () => {
    const pair = pairMeasures([response('end', END), response('start', START)], 'ons4');
    expect(pair?.items.map(item => [item.item, item.change, item.meaning, item.noChangeBecause])).toEqual([
      ['satisfied', 3, 'better', null],
      ['worthwhile', null, null, 'start-missing'],
      ['happy', 0, 'same', null],
      ['anxious', -4, 'better', null],
    ]);
    expect(pair).toMatchObject({ paired: 3, countedWithOthers: true, askedDifferently: false });
    expect(Object.keys(pair ?? {})).not.toContain('total');
  });

  it('give no change while one of them was not taken, or was declared void', () => {
    const onlyStart = pairMeasures([response('start', START)], 'ons4');
    expect(onlyStart?.items.map(item => [item.end.status, item.change, item.noChangeBecause])).toEqual([
      ['not-taken', null, 'end-missing'],
      ['not-taken', null, 'both-missing'],
      ['not-taken', null, 'end-missing'],
      ['not-taken', null, 'end-missing'],
    ]);
    const voided = response('end', END, { voidedAt: new Date() });
    expect(pairMeasures([response('start', START), voided], 'ons4')).toEqual(onlyStart);
    expect(pairMeasures([voided], 'ons4')).toBeNull();
  });

  it('are not counted with others when one was interpreted, and say that they were asked differently', () => {
    const interpreted = response('end', END, {
      asked: { standing: 'not_validated', mode: 'interpreted', language: 'ti' },
    });
    expect(pairMeasures([response('start', START), interpreted], 'ons4')).toMatchObject({
      countedWithOthers: false,
      askedDifferently: true,
      paired: 3,
    });
  });

  it('give no change when the words were not the same', () => {
    const end = response('end', END);
    const reworded = {
      ...end,
      answers: end.answers.map(answer => ({ ...answer, wording: `${answer.wording} (old)` })),
    };
    expect(pairMeasures([response('start', START), reworded], 'ons4')?.items[0]).toMatchObject({
      change: null,
      noChangeBecause: 'worded-differently',
    });
  });

  it('always turn round: what is better one way is worse the other', () => {
    const value = fc.integer({ min: 0, max: 10 });
    const four = fc.record({ satisfied: value, worthwhile: value, happy: value, anxious: value });
    const given = (values: Record<string, number>) =>
      Object.fromEntries(Object.entries(values).map(([key, number]) => [key, { value: number }]));
    const turned = { better: 'worse', worse: 'better', same: 'same' } as const;
    fc.assert(
      fc.property(four, four, (a, b) => {
        const there = pairMeasures([response('start', given(a)), response('end', given(b))], 'ons4');
        const back = pairMeasures([response('start', given(b)), response('end', given(a))], 'ons4');
        expect(there?.items.map(item => item.meaning && turned[item.meaning])).toEqual(
          back?.items.map(item => item.meaning),
        );
        expect(there?.items.map(item => item.change)).toEqual(
          back?.items.map(item => 0 - (item.change ?? 0)),
        );
      }),
    );
  });
});
