// What a match weighs besides language, sex and room, and how its trade-offs read (guidance P1a, P1b, P1c, P1d).
import { Temporal } from 'temporal-polyfill';
import { describe, expect, it, test } from 'vitest';
import { understanding, varietyOf } from '#kernel';
import { dayNumber } from './day-number.ts';
import { firstFree } from './first-free.ts';
import { explain, rankWorkers } from './rank-workers.ts';
import { topicsOf } from './topic.ts';
import { tradeOffs } from './trade-offs.ts';
import { type MatchWishes, type WorkerCandidate, wishesOf, withReferral } from './wishes.ts';

const TODAY = Temporal.PlainDate.from('2026-03-10');
const SELAM: MatchWishes = {
  languages: ['ti', 'ar'],
  interpreter: 'yes',
  language: 'not_asked',
  culture: 'not_asked',
  workerSex: 'not_asked',
  format: 'not_asked',
  depth: 'not_asked',
};
const worker = (name: string, changes: Partial<WorkerCandidate> = {}): WorkerCandidate => ({
  id: name.toLowerCase(),
  name,
  sex: 'female',
  languages: [],
  background: null,
  capacity: 40,
  openReferrals: 20,
  takingReferrals: true,
  lastGivenOn: null,
  ...changes,
});
const reasonsOf = (wishes: Partial<MatchWishes>, changes: Partial<WorkerCandidate>) => {
  const asked = { ...SELAM, ...wishes };
  const { offered, apart } = rankWorkers(asked, [worker('Lena', changes)], TODAY);
  return explain(asked, [...offered, ...apart], TODAY)[0]?.reasons ?? [];
};
const speaking = (language: string, level: 'first' | 'fluent' | 'working' = 'fluent') => ({
  languages: [{ language, level }],
});

describe('varieties and scripts (guidance P1a)', () => {
  test.each<[string, string, string]>([
    ['ar-SY', 'apc', 'same'],
    ['ar-SY', 'ar', 'same'],
    ['ar-SY', 'arz', 'near'],
    ['ar-SY', 'ar-MA', 'far'],
    ['fa-AF', 'prs', 'same'],
    ['prs', 'fa', 'near'],
    ['pa-Arab', 'pa-Guru', 'same'],
    ['zh-Hans', 'zh-Hant', 'same'],
    ['zh-Hans', 'yue-Hant', 'none'],
    ['zh-HK', 'yue', 'same'],
    ['ckb', 'kmr', 'none'],
    ['ku', 'ckb', 'same'],
    ['ku', 'kmr', 'same'],
    ['kmr', 'kmr-Arab', 'same'],
    ['ti', 'am', 'none'],
    ['zz', 'zz', 'same'],
  ])('%s and %s: %s', (one, other, expected) => {
    expect(understanding(varietyOf(one), varietyOf(other))).toBe(expected);
    expect(understanding(varietyOf(other), varietyOf(one))).toBe(expected);
  });

  test.each<[string, string, string, number]>([
    [
      'prs',
      'fa',
      'Speaks Farsi (Persian) fluently; the person speaks Dari: ask whether they understand each other',
      25,
    ],
    [
      'ar-SY',
      'ar-MA',
      'Speaks Arabic (Morocco) fluently; the person speaks Arabic (Syria): these are often too far apart to talk',
      8,
    ],
    ['yue', 'zh-Hans', 'Would need an interpreter for Cantonese', -10],
  ])('a person with %s and a worker with %s', (spoken, workers, text, weight) => {
    expect(reasonsOf({ languages: [spoken] }, speaking(workers))).toContainEqual({ text, weight });
  });

  it('another language that both speak well comes before a far variety of the preferred one', () => {
    const languages = [
      { language: 'ary', level: 'first' },
      { language: 'fr', level: 'fluent' },
    ] as const;
    expect(reasonsOf({ languages: ['apc', 'fr'] }, { languages })[0]?.text).toMatch(/^Speaks French, which/);
  });

  it('how somebody reads is said where it differs, and never invented', () => {
    const texts = (reads: string[], language: string) =>
      reasonsOf({ languages: ['pa'], reads }, speaking(language)).map(reason => reason.text);
    expect(texts(['pa-Arab'], 'pa-Guru')).toContain(
      'Writes in Gurmukhi script; the person reads Arabic script',
    );
    expect(texts(['pa-Guru'], 'pa-Guru').join()).toContain('as the person reads it');
    expect(texts(['pa'], 'pa-Guru').join()).not.toMatch(/Writes/);
    expect(texts([], 'pa-Guru').join()).not.toMatch(/Writes/);
  });
});

describe('the other reasons', () => {
  test.each<[Partial<MatchWishes>, Partial<WorkerCandidate>, string, number]>([
    [{ format: 'group' }, { formats: ['group'] }, 'Works with groups, as asked', 4],
    [{ format: 'group' }, { formats: ['individual'] }, 'Does not work with groups, which was asked for', -4],
    [{ format: 'group' }, {}, 'Has not said whether they work with groups', 0],
    [{ district: 'LS7' }, { worksIn: ['LS'] }, 'Can meet people in LS7, where the person lives', 4],
    [{ district: 'LS7' }, { worksIn: ['LS8'] }, 'Can meet people near LS7, where the person lives', 2],
    [{ district: 'LS7' }, { worksIn: ['BD'] }, 'Meets people in BD; the person lives in LS7', -2],
    [
      { topics: ['maternity', 'children', 'women'] },
      { topics: ['maternity', 'children', 'women'] },
      'Knows about what the referral asks for: Pregnancy and babies; Children, schools and parents; Women’s health and safety',
      6,
    ],
    [
      {},
      { supportedBefore: true },
      'Has supported this person before: ask whether they would like that again',
      12,
    ],
    [{}, { openReferrals: 30, openWeight: 37.75 }, 'Has room: 37.5 of 40 places taken by 30 people', 1],
  ])('%j with %j', (wishes, changes, text, weight) => {
    expect(reasonsOf(wishes, changes)).toContainEqual({ text, weight });
  });

  it('say nothing about place, format or topics where nothing is known or asked', () => {
    const texts = reasonsOf({ district: null }, { worksIn: ['LS'], topics: ['women'], formats: ['group'] });
    expect(texts.map(reason => reason.text).join()).not.toMatch(/meet people|group|Knows about/);
  });

  it('background counts no points, whatever was asked: the person judges (guidance P1b)', () => {
    for (const culture of ['same', 'different'] as const)
      expect(
        reasonsOf({ culture }, { background: 'From Asmara; Orthodox' }).find(each =>
          /Asmara/.test(each.text),
        ),
      ).toMatchObject({ weight: 0 });
  });

  it('topics come from the kinds of help; where they live from their postcode, and never from ZZ99', () => {
    expect(topicsOf(['NAV-GP', 'NAV-COST', 'MH-TORT', 'OTH-GEN'])).toEqual([
      'getting-healthcare',
      'trauma-informed',
    ]);
    const at = (postcode: string) =>
      wishesOf({ languages: [], facts: [], contactPoints: [{ kind: 'address', postcode }] }).district;
    expect([at('LS7 4AB'), at('ZZ99 3VZ')]).toEqual(['LS7', null]);
    expect(withReferral(SELAM, ['a', 'b', 'c', 'd', 'e', 'f', 'g']).weight).toBe(1.5);
  });
});

describe('when there is a place first', () => {
  const full = { capacity: 40, openReferrals: 40 };
  test.each<[Partial<WorkerCandidate>, number | null, RegExp]>([
    [{}, 0, /a place now/],
    [
      { ...full, recentClosings: ['2026-03-01', '2026-02-01', '2025-01-01'] },
      45,
      /estimate.* 2 in the last 90 days/,
    ],
    [{ ...full, recentClosings: [] }, null, /Nobody’s support ended/],
    [{ ...full }, null, /not known/],
    [{ takingReferrals: false }, null, /Not taking/],
    [{ ...full, openWeight: 60, recentClosings: Array(10).fill('2026-03-01') }, 126, /estimate/],
  ])('%j', (changes, days, basis) => {
    const found = firstFree(worker('Lena', changes), 1, '2025-12-10');
    expect(found.days).toBe(days);
    expect(found.basis).toMatch(basis);
  });

  it('counts days exactly', () => {
    for (const [one, other] of [
      ['2024-02-28', '2024-03-01'],
      ['2025-12-31', '2026-01-01'],
      ['1999-03-01', '2026-03-10'],
    ] as const)
      expect(dayNumber(other) - dayNumber(one)).toBe(
        Temporal.PlainDate.from(one).until(Temporal.PlainDate.from(other)).days,
      );
  });
});

describe('the trade-offs, in words (guidance M4)', () => {
  const closings = Array(10).fill('2026-03-01');
  const full = { openReferrals: 40, recentClosings: closings };
  const team = [
    worker('Abeba', { ...speaking('ti', 'first'), ...full }),
    worker('Lena', { ...speaking('ti'), ...full }),
    worker('Bilal', { ...speaking('ar'), sex: 'male' }),
    worker('Cara'),
    worker('Dana', { openReferrals: 41 }),
  ];
  const sentences = (wishes: Partial<MatchWishes>, of = team) => {
    const asked = { ...SELAM, ...wishes };
    return tradeOffs(asked, rankWorkers(asked, of, TODAY)).map(each => each.text);
  };

  it('say who speaks what and who is free first, with the interpreter as a way of its own', () => {
    expect(sentences({})).toEqual([
      '2 women speak Tigrinya: first free in about 9 days',
      '1 man speaks Arabic (the person’s other language): a place now',
      '2 women with an interpreter for Tigrinya: 1 with a place now',
    ]);
  });

  it('sort nobody by sex when it does not matter', () => {
    expect(sentences({ workerSex: 'no_preference' })[0]).toBe(
      '2 link workers speak Tigrinya: first free in about 9 days',
    );
  });

  it('"only somebody who speaks it" sets others apart, and says what it would take', () => {
    const asked = { ...SELAM, language: 'same_only' } as const;
    const { offered, apart } = rankWorkers(asked, team, TODAY);
    expect(offered.map(each => each.worker.name)).toEqual(['Abeba', 'Lena']);
    expect(apart.map(each => each.wouldTake[0])).toEqual(
      expect.arrayContaining([
        'Ask the person whether speaking Arabic with them would be all right, and record their answer',
        'Ask the person whether an interpreter for Tigrinya would be all right, and record their answer',
      ]),
    );
    expect(sentences({ language: 'same_only' }, team.slice(3))).toEqual([
      '2 women with an interpreter for Tigrinya: 1 with a place now',
    ]);
  });
});
