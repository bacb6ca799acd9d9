// Proposals for a waiting list: reasons that add up, "only" is kept, fair order, and "why not me" (guidance M4, P1a, P1c).
import fc from 'fast-check';
import { Temporal } from 'temporal-polyfill';
import { describe, expect, it, test } from 'vitest';
import { fitReasons } from './pairs.ts';
import { type AllocationProposal, proposeAllocation } from './propose.ts';
import { anyWaitingList, largeWaitingList, waiting, withPlaces } from './team.fixture.ts';
import {
  pointsOf,
  timeReason,
  turnsReason,
  type WaitingPerson,
  type WorkerWithPlaces,
  waitingReasons,
} from './waiting.ts';

const TODAY = Temporal.PlainDate.from('2026-03-10');
const propose = (
  people: readonly WaitingPerson[],
  workers: readonly WorkerWithPlaces[],
): AllocationProposal => proposeAllocation(people, workers, TODAY);
const whoGoesWhere = ({ pairs }: AllocationProposal) =>
  Object.fromEntries(pairs.map(pair => [pair.referralId, pair.workerId]));

const BILAL = {
  id: 'bilal',
  name: 'Bilal',
  sex: 'male',
  languages: [{ language: 'ar', level: 'first' as const }],
};

describe('who is placed', () => {
  it('each goes to whom they can talk with', () => {
    const speaker = waiting('arabic', { wishes: { languages: ['ar'] } });
    const proposal = propose([waiting('tigrinya'), speaker], [withPlaces(1), withPlaces(1, BILAL)]);
    expect(whoGoesWhere(proposal)).toEqual({ tigrinya: 'lena', arabic: 'bilal' });
    expect(proposal.notPlaced).toEqual([]);
  });

  test.each<[string, Partial<WaitingPerson>, Partial<WaitingPerson>]>([
    ['longer', { daysWaited: 31 }, { daysWaited: 30 }],
    ['and urgent, though only just', { urgency: 'urgent', daysWaited: 0 }, { daysWaited: 365 }],
    ['and wanted soon', { urgency: 'soon' }, { urgency: 'routine' }],
  ])('of two alike who wait, the one who waits %s', (_, first, second) => {
    const proposal = propose([waiting('b', first), waiting('a', second)], [withPlaces(1)]);
    expect(proposal.pairs.map(pair => pair.referralId)).toEqual(['b']);
    expect(proposal.notPlaced.map(each => each.referralId)).toEqual(['a']);
  });

  it('an urgent referral is placed before one that fits better', () => {
    const urgent = waiting('urgent', {
      urgency: 'urgent',
      daysWaited: 0,
      wishes: { languages: ['fa'], language: 'same' },
    });
    const proposal = propose([urgent, waiting('fits', { daysWaited: 300 })], [withPlaces(1)]);
    expect(whoGoesWhere(proposal)).toEqual({ urgent: 'lena' });
  });

  it('makes room: who could go to another goes there, when somebody has only one place to go', () => {
    const either = waiting('either', { daysWaited: 90 });
    const onlyLena = waiting('only-lena', { daysWaited: 1, wishes: { workerSex: 'female_only' } });
    const proposal = propose([either, onlyLena], [withPlaces(1), withPlaces(1, BILAL)]);
    expect(whoGoesWhere(proposal)).toEqual({ either: 'bilal', 'only-lena': 'lena' });
    expect(proposal.pairs[0]?.passedOver).toMatch(
      /^Lena Linkworker would fit better by \d+ points, but their one free place is proposed to others: 1 for whom it fits better\.$/,
    );
  });

  it('new people are shared out: two alike workers get two each, and who got many lately gets fewer', () => {
    const four = ['a', 'b', 'c', 'd'].map(id => waiting(id));
    const countOf = (proposal: AllocationProposal, id: string) =>
      proposal.pairs.filter(pair => pair.workerId === id).length;
    const fair = propose(four, [withPlaces(4), withPlaces(4, { id: 'mara', name: 'Mara' })]);
    expect([countOf(fair, 'lena'), countOf(fair, 'mara')]).toEqual([2, 2]);
    const lately = propose(four, [withPlaces(4, {}, 5), withPlaces(4, { id: 'mara', name: 'Mara' })]);
    expect([countOf(lately, 'lena'), countOf(lately, 'mara')]).toEqual([0, 4]);
  });

  it('somebody who needs much time goes to the emptier list', () => {
    const full = withPlaces(2, { openReferrals: 18 });
    const empty = withPlaces(2, { id: 'mara', name: 'Mara', openReferrals: 2 });
    const pair = timeReason(waiting('a', { timeNeeded: 2 }), full);
    expect(pair).toEqual({ text: 'Needs more time than usual, and their list is 90% full', weight: -18 });
    expect(timeReason(waiting('a', { timeNeeded: 2 }), empty)?.weight).toBe(-2);
    expect(timeReason(waiting('a'), full)).toBeNull();
  });
});

it('whoever supported them before counts, in the score and in its reasons', () => {
  const workers = [withPlaces(1), withPlaces(1, { id: 'mara', name: 'Mara' })];
  const proposal = propose([waiting('again', { supportedBy: ['mara'] })], workers);
  expect(whoGoesWhere(proposal)).toEqual({ again: 'mara' });
  expect(pointsOf(proposal.pairs[0]?.reasons ?? [])).toBe(proposal.total);
  expect(proposal.pairs[0]?.reasons.map(reason => reason.text).join(' ')).toMatch(/before/);
});

it('"only somebody who speaks it" is kept, and interpreting takes time', () => {
  const only = waiting('only', { wishes: { languages: ['so'], language: 'same_only' } });
  const proposal = propose([only], [withPlaces(2)]);
  expect(proposal.pairs).toEqual([]);
  expect(proposal.notPlaced[0]?.wouldTake.join(' ')).toMatch(/an interpreter for Somali/);
  expect(timeReason(waiting('so', { wishes: { languages: ['so'] } }), withPlaces(1))).toEqual({
    text: 'Needs time for interpreting, and their list is 50% full',
    weight: -5,
  });
});

describe('why not me?', () => {
  const why = (people: readonly WaitingPerson[], workers: readonly WorkerWithPlaces[]) =>
    propose(people, workers).notPlaced.at(-1);

  it('says whose the places are, by urgency and days, and names nobody', () => {
    const people = [
      waiting('u', { urgency: 'urgent' }),
      waiting('x', { daysWaited: 80 }),
      waiting('y', { daysWaited: 15 }),
      waiting('me', { daysWaited: 12 }),
    ];
    expect(why(people, [withPlaces(2), withPlaces(1, BILAL)])?.why).toEqual([
      'All 3 free places of the 2 link workers who could support this person are proposed to others: ' +
        '1 who is more urgent and 2 who have waited longer (15 to 80 days; this person 12 days).',
    ]);
  });

  it('says when it is about "only", and what it would take', () => {
    const me = waiting('me', { wishes: { workerSex: 'female_only' } });
    expect(why([me], [withPlaces(0), withPlaces(2, BILAL)])).toEqual({
      referralId: 'me',
      why: [
        'The person said “only”, and the one link worker with a free place does not keep to it.',
        '1 link worker would keep to it and has no free place.',
      ],
      wouldTake: [
        'Ask the person whether somebody other than a woman would be all right, and record their answer',
      ],
    });
    const before = waiting('before', { daysWaited: 31, wishes: { workerSex: 'female_only' } });
    expect(why([before, me], [withPlaces(1), withPlaces(2, BILAL)])?.why).toEqual([
      'The one free place of the one link worker who keeps to what the person said with “only” is proposed to others: ' +
        '1 who has waited longer (31 days; this person 10 days).',
    ]);
  });

  it('says when nobody has a place, and who takes nobody new', () => {
    expect(
      why([waiting('me')], [withPlaces(0), withPlaces(0, { ...BILAL, takingReferrals: false })])?.why,
    ).toEqual(['Nobody in the team has a free place (1 of 2 link workers takes nobody new at present).']);
    expect(why([waiting('me')], [])?.why).toEqual(['This team has no link worker yet.']);
  });

  it('says when none of those with a place speaks the language', () => {
    const people = [waiting('first', { daysWaited: 20 }), waiting('me', { wishes: { languages: ['so'] } })];
    expect(why(people, [withPlaces(1)])?.why.at(-1)).toBe(
      'None of them speaks Somali: another way to talk would be needed too.',
    );
  });

  it('says of a better fit without a place why it is another', () => {
    const of = (lena: WorkerWithPlaces) =>
      propose([waiting('me')], [lena, withPlaces(1, BILAL)]).pairs[0]?.passedOver;
    expect(of(withPlaces(0))).toMatch(
      /^Lena Linkworker would fit better by \d+ points, but has no free place\.$/,
    );
    expect(of(withPlaces(0, { openReferrals: 0, takingReferrals: false }))).toMatch(
      /but takes nobody new at present/,
    );
    expect(of(withPlaces(1))).toBeNull();
  });
});

describe('one more place', () => {
  it('says with whom it would help somebody who is left out', () => {
    const proposal = propose([waiting('a'), waiting('b')], [withPlaces(1), withPlaces(0, BILAL)]);
    expect(proposal.onePlaceMore.map(more => [more.workerId, more.placesSomebody])).toEqual([
      ['lena', true],
      ['bilal', true],
    ]);
    expect(propose([waiting('a')], [withPlaces(2)]).onePlaceMore).toEqual([]);
  });
});

const SMALL = { people: 8, workers: 4 };

describe('for any waiting list', () => {
  it('reasons add up to each score and scores to the total; everybody is there once; no list is overfilled', () => {
    fc.assert(
      fc.property(anyWaitingList(SMALL), ({ people, workers }) => {
        const { pairs, notPlaced, total } = propose(people, workers);
        for (const pair of pairs) {
          expect(pointsOf(pair.reasons)).toBe(pair.score);
          expect(Number.isInteger(pair.score)).toBe(true);
        }
        expect(pairs.reduce((sum, pair) => sum + pair.score, 0)).toBe(total);
        expect([...pairs, ...notPlaced].map(each => each.referralId).sort()).toEqual(
          people.map(each => each.id).sort(),
        );
        for (const { candidate, places } of workers)
          expect(pairs.filter(pair => pair.workerId === candidate.id).length).toBeLessThanOrEqual(places);
        for (const each of notPlaced) expect(each.why.join(' ')).toMatch(/^[A-Z].*\.$/);
      }),
    );
  });

  it('nobody is proposed who breaks "only" (guidance P1c)', () => {
    fc.assert(
      fc.property(anyWaitingList(SMALL), ({ people, workers }) => {
        for (const { referralId, workerId } of propose(people, workers).pairs) {
          const wished = people.find(each => each.id === referralId)?.wishes.workerSex;
          const sex = workers.find(each => each.candidate.id === workerId)?.candidate.sex;
          if (wished === 'female_only') expect(sex).toBe('female');
          if (wished === 'male_only') expect(sex).toBe('male');
        }
      }),
    );
  });

  it('more capacity never makes the best proposal worse', () => {
    fc.assert(
      fc.property(
        anyWaitingList(SMALL),
        fc.nat(),
        fc.integer({ min: 1, max: 5 }),
        ({ people, workers }, which, more) => {
          const at = which % Math.max(1, workers.length);
          const roomier = workers.map((worker, index) => {
            const { capacity } = worker.candidate;
            return index === at
              ? {
                  ...worker,
                  places: worker.places + more,
                  candidate: { ...worker.candidate, capacity: capacity + more },
                }
              : worker;
          });
          expect(propose(people, roomier).total).toBeGreaterThanOrEqual(propose(people, workers).total);
        },
      ),
      { numRuns: 300 },
    );
  });

  it('the order of the rows does not matter', () => {
    fc.assert(
      fc.property(anyWaitingList(SMALL), fc.integer(), ({ people, workers }, seed) => {
        const mixed = [...people].sort((a, b) => (a.id + seed < b.id + seed ? 1 : -1));
        const proposal = propose(people, workers);
        expect(propose(mixed, [...workers].reverse())).toEqual(proposal);
        expect(propose([...people].reverse(), workers)).toEqual(proposal);
      }),
    );
  });

  it('no other way of filling the places is worth more: all are tried', () => {
    fc.assert(
      fc.property(anyWaitingList({ people: 4, workers: 3 }), ({ people, workers }) => {
        const worth = (chosen: readonly number[]): number => {
          const given = workers.map(() => 0);
          let sum = 0;
          for (const [index, at] of chosen.entries()) {
            const [person, worker] = [people[index], workers[at]];
            if (!person || !worker) continue;
            const place = (given[at] ?? 0) + 1;
            given[at] = place;
            const wished = person.wishes.workerSex;
            const breaks =
              (wished === 'female_only' && worker.candidate.sex !== 'female') ||
              (wished === 'male_only' && worker.candidate.sex !== 'male');
            if (breaks || place > worker.places) return Number.NEGATIVE_INFINITY;
            const own = [timeReason(person, worker), turnsReason(worker, place)].filter(
              each => each !== null,
            );
            sum += pointsOf([...fitReasons(person, worker, TODAY), ...own, ...waitingReasons(person)]);
          }
          return sum;
        };
        const ways = people.reduce<number[][]>(
          (sofar, _) => sofar.flatMap(way => [-1, ...workers.keys()].map(at => [...way, at])),
          [[]],
        );
        expect(propose(people, workers).total).toBe(Math.max(...ways.map(worth)));
      }),
      { numRuns: 60 },
    );
  });
});

describe('a large service', () => {
  it('fills 2,000 people into 200 workers: every place that can be used is, urgent ones first, within each list', () => {
    const { people, workers } = largeWaitingList(2000, 200, 6);
    const { pairs, notPlaced, total } = propose(people, workers);
    const places = workers.reduce((sum, worker) => sum + worker.places, 0);
    expect(places).toBeLessThan(2000);
    expect(pairs.length).toBe(places);
    expect(notPlaced.length).toBe(2000 - places);
    expect(pairs.reduce((sum, pair) => sum + pair.score, 0)).toBe(total);
    const byId = new Map(people.map(each => [each.id, each]));
    expect(notPlaced.filter(each => byId.get(each.referralId)?.urgency === 'urgent')).toEqual([]);
    expect(new Set(pairs.map(pair => pair.referralId)).size).toBe(pairs.length);
  });
});
