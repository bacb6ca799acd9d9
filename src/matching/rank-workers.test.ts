// Ranking link workers: reasons add up, order is fair and stable, and "only" is kept (guidance M4, P1a, P1b, P1c).
import fc from 'fast-check';
import { Temporal } from 'temporal-polyfill';
import { describe, expect, it, test } from 'vitest';
import { firstFree, roomOf } from './first-free.ts';
import { explain, rankWorkers, whatItWouldTake } from './rank-workers.ts';
import { tradeOffs } from './trade-offs.ts';
import { type MatchWishes, WISHED_SEXES, type WorkerCandidate, wishesOf } from './wishes.ts';

const TODAY = Temporal.PlainDate.from('2026-03-10');

const WISHES: MatchWishes = {
  languages: ['ti', 'ar'],
  interpreter: 'not_known',
  language: 'not_asked',
  culture: 'not_asked',
  workerSex: 'not_asked',
  format: 'not_asked',
  depth: 'not_asked',
};
const LENA: WorkerCandidate = {
  id: 'lena',
  name: 'Lena',
  sex: 'female',
  languages: [{ language: 'ti', level: 'first' }],
  background: 'Came from Asmara in 2011',
  capacity: 40,
  openReferrals: 37,
  takingReferrals: true,
  lastGivenOn: null,
};
const BILAL: WorkerCandidate = {
  ...LENA,
  id: 'bilal',
  name: 'Bilal',
  sex: 'male',
  languages: [{ language: 'ar-SY', level: 'fluent' }],
  background: null,
  openReferrals: 0,
};
const CARA: WorkerCandidate = { ...LENA, id: 'cara', name: 'Cara', sex: 'not_asked', languages: [] };

const rank = (wishes: Partial<MatchWishes>, candidates = [LENA, BILAL, CARA]) =>
  rankWorkers({ ...WISHES, ...wishes }, candidates, TODAY);
const textsOf = (name: string, wishes: Partial<MatchWishes>, candidates?: WorkerCandidate[]) => {
  const { offered, apart } = rank(wishes, candidates);
  const found = [...offered, ...apart].filter(each => each.worker.name === name);
  const [explained] = explain({ ...WISHES, ...wishes }, found, TODAY);
  return explained?.reasons.map(reason => reason.text) ?? [];
};

describe('the reasons, in words', () => {
  test.each<[string, string, Partial<MatchWishes>, string]>([
    ['first language', 'Lena', {}, 'Speaks Tigrinya as a first language'],
    ['another shared language', 'Bilal', {}, 'Speaks Arabic, which the person speaks too; not Tigrinya'],
    ['no shared language', 'Cara', {}, 'Would need an interpreter for Tigrinya'],
    [
      'no shared language though asked',
      'Cara',
      { language: 'same' },
      'Would need an interpreter for Tigrinya; somebody who speaks it was asked for',
    ],
    [
      'an interpreter was asked for',
      'Cara',
      { language: 'interpreter' },
      'Would need an interpreter for Tigrinya, as asked',
    ],
    ['English, which everybody speaks', 'Cara', { languages: ['en'] }, 'Speaks English fluently'],
    ['languages unknown', 'Lena', { languages: [] }, 'Which languages the person speaks is not known yet'],
    ['a woman, as asked', 'Lena', { workerSex: 'female' }, 'A woman, as asked'],
    ['a man instead', 'Bilal', { workerSex: 'female' }, 'A man; a woman was asked for'],
    [
      'not said',
      'Cara',
      { workerSex: 'female_only' },
      'Their profile does not say whether they are a woman, which was asked for',
    ],
    ['room', 'Lena', {}, 'Has room: 37 of 40 places taken'],
    [
      'background, in their words',
      'Lena',
      { culture: 'same' },
      'Says about themselves: “Came from Asmara in 2011” (somebody of the same background was asked for)',
    ],
    [
      'background unknown',
      'Bilal',
      { culture: 'different' },
      'Has not said anything about their background (somebody of another background was asked for)',
    ],
  ])('%s', (_, name, wishes, text) => {
    expect(textsOf(name, wishes)).toContain(text);
  });

  test.each<[Partial<WorkerCandidate>, string]>([
    [{ openReferrals: 40 }, 'Full: 40 of 40 places taken'],
    [{ openReferrals: 43 }, 'Over full: 43 of 40 places taken'],
    [{ capacity: 1, openReferrals: 0 }, 'Has room: 0 of 1 place taken'],
    [{ takingReferrals: false }, 'Is not taking new people at present'],
    [{ lastGivenOn: '2026-03-08' }, 'Was given somebody new in the last week'],
    [{ lastGivenOn: '2026-02-10' }, 'Nobody new for 28 days'],
  ])('%j', (change, text) => {
    expect(textsOf('Lena', {}, [{ ...LENA, ...change }])).toContain(text);
  });

  it('say nothing about sex or culture when nothing was asked', () => {
    expect(textsOf('Lena', { workerSex: 'no_preference', culture: 'no_preference' }).join(' ')).not.toMatch(
      /woman|man\b|background/,
    );
  });
});

describe('the order', () => {
  it('puts a shared first language before more room, and more room first when language does not matter', () => {
    expect(rank({ language: 'same' }).offered.map(each => each.worker.name)).toEqual([
      'Lena',
      'Bilal',
      'Cara',
    ]);
    expect(rank({ language: 'interpreter' }, [LENA, BILAL]).offered.map(each => each.worker.name)).toEqual([
      'Bilal',
      'Lena',
    ]);
  });

  it('a preference guides and does not filter: a man is still offered when a woman was preferred', () => {
    const { offered, apart } = rank({ workerSex: 'female' });
    expect(offered).toHaveLength(3);
    expect(apart).toEqual([]);
  });

  it('"only a woman" sets the others apart, and says what it would take', () => {
    const { offered, apart } = rank({ workerSex: 'female_only' });
    expect(offered.map(each => each.worker.name)).toEqual(['Lena']);
    expect(apart.map(each => [each.worker.name, each.wouldTake.length])).toEqual([
      ['Bilal', 1],
      ['Cara', 2],
    ]);
    expect(apart[0]?.wouldTake[0]).toMatch(/Ask the person whether somebody other than a woman/);
  });

  it('shows everybody, apart, when nobody keeps to "only"', () => {
    const { offered, apart } = rank({ workerSex: 'male_only' }, [LENA, CARA]);
    expect([offered.length, apart.length]).toEqual([0, 2]);
  });
});

const wishes = fc.record<MatchWishes>({
  languages: fc.uniqueArray(
    fc.constantFrom('ti', 'ar', 'ar-SY', 'ary', 'en', 'fa', 'prs', 'pa-Arab', 'yue', 'zh-Hans', 'rhg', 'zz'),
    { maxLength: 3 },
  ),
  reads: fc.uniqueArray(fc.constantFrom('pa-Guru', 'pa-Arab', 'ar', 'zh-Hant'), { maxLength: 2 }),
  district: fc.constantFrom(null, 'LS7', 'BD3'),
  topics: fc.uniqueArray(fc.constantFrom('maternity', 'children', 'women'), { maxLength: 2 }),
  weight: fc.constantFrom(1, 1.25, 1.5),
  interpreter: fc.constantFrom('yes', 'no', 'not_known'),
  language: fc.constantFrom('same', 'same_only', 'interpreter', 'no_preference', 'not_asked'),
  culture: fc.constantFrom('same', 'different', 'no_preference', 'not_asked'),
  workerSex: fc.constantFrom(...WISHED_SEXES, 'not_asked'),
  format: fc.constantFrom('individual', 'group', 'no_preference', 'not_asked'),
  depth: fc.constantFrom('conversation', 'signposting', 'no_preference', 'not_asked'),
});
const candidate = fc.record<WorkerCandidate>({
  id: fc.uuid(),
  name: fc.constantFrom('Amal', 'Bea', 'Cas', 'زهرا'),
  sex: fc.constantFrom('female', 'male', 'other', 'not_asked', 'declined'),
  languages: fc.array(
    fc.record({
      language: fc.constantFrom('ti', 'ar', 'apc', 'ar-MA', 'en', 'fa', 'prs', 'pa-Guru', 'zh-Hans', 'yue'),
      level: fc.constantFrom('first', 'fluent', 'working'),
    }),
    { maxLength: 3 },
  ),
  background: fc.option(fc.string({ maxLength: 30 })),
  capacity: fc.nat({ max: 500 }),
  openReferrals: fc.nat({ max: 600 }),
  takingReferrals: fc.boolean(),
  lastGivenOn: fc.constantFrom(null, '2026-03-10', '2026-03-01', '2025-01-01'),
  recentClosings: fc.array(fc.constantFrom('2026-03-01', '2026-02-01', '2025-06-01'), { maxLength: 5 }),
  topics: fc.uniqueArray(fc.constantFrom('maternity', 'children', 'made up'), { maxLength: 2 }),
  formats: fc.uniqueArray(fc.constantFrom('individual', 'group'), { maxLength: 2 }),
  worksIn: fc.uniqueArray(fc.constantFrom('LS7', 'LS', 'BD1', 'YO'), { maxLength: 2 }),
  supportedBefore: fc.boolean(),
});
const candidates = fc.uniqueArray(candidate, { maxLength: 12, selector: each => each.id });

/** Said again from first principles, apart from the ranking: tags that may stand for one another in speech. */
const TOGETHER = [
  ['ar', 'apc', 'ar-SY'],
  ['ar', 'ary', 'ar-MA'],
  ['fa', 'prs'],
  ['pa', 'pa-Arab', 'pa-Guru'],
];
const canTalk = (tag: string, worker: WorkerCandidate): boolean =>
  tag === 'en' ||
  worker.languages.some(
    ({ language }) =>
      language === tag || TOGETHER.some(group => group.includes(tag) && group.includes(language)),
  );

describe('for any wishes and workers', () => {
  it('reasons add up to the score, everybody is there once, and nobody offered breaks "only"', () => {
    fc.assert(
      fc.property(wishes, candidates, (asked, workers) => {
        const { offered, apart } = rankWorkers(asked, workers, TODAY);
        for (const each of explain(asked, [...offered, ...apart], TODAY)) {
          expect(each.reasons.reduce((sum, reason) => sum + reason.weight, 0)).toBe(each.score);
          expect(each.reasons.length).toBeGreaterThan(0);
          expect(Number.isInteger(each.score)).toBe(true);
        }
        expect([...offered, ...apart].map(each => each.worker.id).sort()).toEqual(
          workers.map(worker => worker.id).sort(),
        );
        if (asked.workerSex === 'female_only')
          expect(offered.every(each => each.worker.sex === 'female')).toBe(true);
        else if (asked.workerSex === 'male_only')
          expect(offered.every(each => each.worker.sex === 'male')).toBe(true);
        const [preferred = ''] = asked.languages;
        if (asked.language === 'same_only' && preferred !== '')
          for (const each of offered) expect(canTalk(preferred, each.worker)).toBe(true);
        if (!asked.workerSex.endsWith('_only') && asked.language !== 'same_only') expect(apart).toEqual([]);
        expect(apart.every(each => each.wouldTake.length > 0)).toBe(true);
      }),
    );
  });

  it('the quick way answers as the plain way: each worker alone, all reasons in words, and then sorted', () => {
    const text = (a: string, b: string) => (a < b ? -1 : a > b ? 1 : 0);
    fc.assert(
      fc.property(wishes, candidates, (asked, workers) => {
        const plain = workers
          // Copies: nothing that was worked out of these workers before.
          .map(worker => structuredClone(worker))
          .map(worker => {
            const { offered, apart } = rankWorkers(asked, [worker], TODAY);
            const reasons = explain(asked, [...offered, ...apart], TODAY)[0]?.reasons ?? [];
            const wouldTake = whatItWouldTake(asked, worker);
            return { worker, wouldTake, score: reasons.reduce((sum, reason) => sum + reason.weight, 0) };
          })
          .sort(
            (a, b) =>
              b.score - a.score ||
              roomOf(b.worker) - roomOf(a.worker) ||
              text(a.worker.name, b.worker.name) ||
              text(a.worker.id, b.worker.id),
          );
        const { offered, apart } = rankWorkers(asked, workers, TODAY);
        const quick = [...offered.map(each => ({ ...each, wouldTake: [] })), ...apart];
        expect(quick.map(({ worker, score, wouldTake }) => ({ worker, wouldTake, score }))).toEqual([
          ...plain.filter(each => each.wouldTake.length === 0),
          ...plain.filter(each => each.wouldTake.length > 0),
        ]);
      }),
    );
  });

  it('the order of the input does not matter, and scores go down', () => {
    fc.assert(
      fc.property(wishes, candidates, fc.integer(), (asked, workers, seed) => {
        const shuffled = [...workers].sort((a, b) => (a.id + seed < b.id + seed ? 1 : -1)).reverse();
        const ranking = rankWorkers(asked, workers, TODAY);
        expect(rankWorkers(asked, shuffled, TODAY)).toEqual(ranking);
        expect(rankWorkers(asked, [...workers].reverse(), TODAY)).toEqual(ranking);
        const scores = ranking.offered.map(each => each.score);
        expect(scores).toEqual([...scores].sort((a, b) => b - a));
        expect(tradeOffs(asked, rankWorkers(asked, shuffled, TODAY))).toEqual(tradeOffs(asked, ranking));
      }),
    );
  });

  it('the sentences name everybody offered once, and are never empty while there is anybody', () => {
    fc.assert(
      fc.property(wishes, candidates, (asked, workers) => {
        const ranking = rankWorkers(asked, workers, TODAY);
        const named = tradeOffs(asked, ranking).flatMap(each => each.workers);
        const shown = ranking.offered.length > 0 ? ranking.offered : ranking.apart;
        expect([...named].sort()).toEqual(shown.map(each => each.worker.id).sort());
      }),
    );
  });

  it('more room never makes a place come free later', () => {
    fc.assert(
      fc.property(candidate, fc.nat({ max: 600 }), fc.constantFrom(1, 1.5), (worker, fewer, weight) => {
        const daysOf = (openReferrals: number) => {
          const { days } = firstFree(
            { ...worker, takingReferrals: true, openReferrals },
            weight,
            '2025-12-10',
          );
          return days ?? Number.POSITIVE_INFINITY;
        };
        const least = Math.min(fewer, worker.openReferrals);
        expect(daysOf(least)).toBeLessThanOrEqual(daysOf(worker.openReferrals));
      }),
    );
  });

  it('more room never makes a worker come later', () => {
    fc.assert(
      fc.property(wishes, candidates, candidate, (asked, others, worker) => {
        const placeOf = (openReferrals: number) => {
          const all = [...others.filter(each => each.id !== worker.id), { ...worker, openReferrals }];
          const { offered, apart } = rankWorkers(asked, all, TODAY);
          return [...offered, ...apart].findIndex(each => each.worker.id === worker.id);
        };
        expect(placeOf(0)).toBeLessThanOrEqual(placeOf(worker.openReferrals));
      }),
    );
  });
});

describe('the wishes of a person', () => {
  it('are read from the newest answers; what was not asked is not a preference', () => {
    const person = {
      languages: [
        { language: 'en', use: 'speaks', preferred: false },
        { language: 'ti', use: 'speaks', preferred: true },
        { language: 'fr', use: 'reads', preferred: true },
      ],
      facts: [
        { kind: 'interpreter', answer: { status: 'answered', value: true } },
        { kind: 'preference_worker_sex', answer: { status: 'answered', value: 'female_only' } },
        { kind: 'preference_culture', answer: { status: 'declined' } },
        { kind: 'preference_format', answer: { status: 'answered', value: 'something else' } },
      ],
    };
    expect(wishesOf(person)).toEqual({
      languages: ['ti', 'en'],
      reads: ['fr'],
      district: null,
      interpreter: 'yes',
      language: 'not_asked',
      culture: 'not_asked',
      workerSex: 'female_only',
      format: 'not_asked',
      depth: 'not_asked',
    });
  });

  test.each([
    [true, 'yes'],
    ['yes', 'yes'],
    [false, 'no'],
    ['no', 'no'],
    ['perhaps', 'not_known'],
  ])('interpreter %s is %s', (value, expected) => {
    const facts = [{ kind: 'interpreter', answer: { status: 'answered', value } }];
    expect(wishesOf({ languages: [], facts }).interpreter).toBe(expected);
  });
});
