// A team and people who wait for it, as tests and the benchmark of the waiting list use them.
import fc from 'fast-check';
import type { MatchWishes, WorkerCandidate } from '../wishes.ts';
import { WISHED_SEXES } from '../wishes.ts';
import type { WaitingPerson, WorkerWithPlaces } from './waiting.ts';

export const WISHES: MatchWishes = {
  languages: ['ti'],
  interpreter: 'not_known',
  language: 'not_asked',
  culture: 'not_asked',
  workerSex: 'not_asked',
  format: 'not_asked',
  depth: 'not_asked',
};

export const LENA: WorkerCandidate = {
  id: 'lena',
  name: 'Lena Linkworker',
  sex: 'female',
  languages: [{ language: 'ti', level: 'first' }],
  background: null,
  capacity: 20,
  openReferrals: 10,
  takingReferrals: true,
  lastGivenOn: null,
};

export const withPlaces = (
  places: number,
  candidate: Partial<WorkerCandidate> = {},
  newLately = 0,
): WorkerWithPlaces => ({ candidate: { ...LENA, ...candidate }, places, newLately });

export const waiting = (
  id: string,
  {
    wishes,
    ...changes
  }: Partial<Omit<WaitingPerson, 'wishes'>> & { readonly wishes?: Partial<MatchWishes> } = {},
): WaitingPerson => ({
  id,
  urgency: 'routine',
  daysWaited: 10,
  timeNeeded: 1,
  ...changes,
  wishes: { ...WISHES, ...wishes },
});

const LANGUAGES = ['ti', 'ar', 'en', 'fa', 'so', 'uk'] as const;

const anyPerson = fc
  .record({
    id: fc.uuid(),
    urgency: fc.constantFrom('routine' as const, 'soon' as const, 'urgent' as const, 'not_known' as const),
    daysWaited: fc.nat({ max: 400 }),
    timeNeeded: fc.constantFrom(1, 1.5, 2),
    languages: fc.uniqueArray(fc.constantFrom(...LANGUAGES), { maxLength: 2 }),
    language: fc.constantFrom(
      'same' as const,
      'interpreter' as const,
      'no_preference' as const,
      'not_asked' as const,
    ),
    workerSex: fc.constantFrom(...WISHED_SEXES, 'not_asked' as const),
  })
  .map(({ languages, language, workerSex, ...person }) =>
    waiting(person.id, { ...person, wishes: { languages, language, workerSex } }),
  );

const anyWorker = fc
  .record({
    id: fc.uuid(),
    name: fc.constantFrom('Amal', 'Bea', 'Cas', 'زهرا'),
    sex: fc.constantFrom('female', 'male', 'other', 'not_asked'),
    languages: fc.array(
      fc.record({
        language: fc.constantFrom(...LANGUAGES),
        level: fc.constantFrom('first' as const, 'fluent' as const, 'working' as const),
      }),
      { maxLength: 2 },
    ),
    capacity: fc.nat({ max: 40 }),
    openReferrals: fc.nat({ max: 45 }),
    takingReferrals: fc.boolean(),
    lastGivenOn: fc.constantFrom(null, '2026-03-09', '2026-02-01'),
    places: fc.nat({ max: 4 }),
    newLately: fc.nat({ max: 6 }),
  })
  .map(({ places, newLately, ...candidate }) => withPlaces(places, candidate, newLately));

/** Any people who wait, up to `people`, and any team, up to `workers`. */
export const anyWaitingList = ({ people, workers }: { readonly people: number; readonly workers: number }) =>
  fc.record({
    people: fc.uniqueArray(anyPerson, { maxLength: people, selector: each => each.id }),
    workers: fc.uniqueArray(anyWorker, { maxLength: workers, selector: each => each.candidate.id }),
  });

/** The same people and workers each time: as many as asked for, with languages, wishes and waits as they come in a mixed service. */
export function largeWaitingList(people: number, workers: number, placesEach: number) {
  let state = 20_260_310;
  const below = (limit: number): number => {
    state = (Math.imul(state, 1_103_515_245) + 12_345) & 0x7fff_ffff;
    return Math.floor((state / 0x8000_0000) * limit);
  };
  const pick = <Value>(values: readonly [Value, ...Value[]]): Value =>
    values[below(values.length)] ?? values[0];
  const spoken = ['ti', 'ar', 'fa', 'so', 'uk', 'am', 'ku', 'ur', 'bn', 'ps', 'fr', 'en'] as const;
  return {
    people: Array.from({ length: people }, (_, index) =>
      waiting(`referral-${String(index).padStart(5, '0')}`, {
        urgency: pick(['routine', 'routine', 'routine', 'soon', 'urgent', 'not_known']),
        daysWaited: below(120),
        timeNeeded: pick([1, 1, 1.5, 2]),
        wishes: {
          languages: [...new Set([pick(spoken), pick(spoken)])],
          language: pick(['same', 'not_asked', 'no_preference', 'interpreter']),
          workerSex: pick(['not_asked', 'not_asked', 'female_only', 'female', 'no_preference', 'male_only']),
        },
      }),
    ),
    workers: Array.from({ length: workers }, (_, index) =>
      withPlaces(
        below(2 * placesEach + 1),
        {
          id: `worker-${String(index).padStart(4, '0')}`,
          name: `Worker ${index}`,
          sex: pick(['female', 'female', 'male', 'not_asked']),
          languages: [
            { language: pick(spoken), level: 'first' },
            { language: pick(spoken), level: 'working' },
          ],
          capacity: 40,
          openReferrals: 25 + below(15),
        },
        below(5),
      ),
    ),
  };
}
