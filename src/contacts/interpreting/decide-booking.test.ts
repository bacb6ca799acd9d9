// Rules of a booking: double time, wishes that hold, what each end needs, a child never (guidance P1a).
import fc from 'fast-check';
import { Temporal } from 'temporal-polyfill';
import { describe, expect, it } from 'vitest';
import { BOOKING_ROLE_KEYS, type Booking, isUnmet, NOT_ENDED, usualMinutes } from './booking.ts';
import {
  type BookingChange,
  type BookingOutcome,
  decideArrangement,
  decideOutcome,
  decideQuality,
  decideReopening,
  outcomeOfContact,
} from './decide-booking.ts';

const NOW = Temporal.Instant.from('2026-03-10T12:00:00Z');
const PAST = NOW.subtract({ hours: 2 });
const FUTURE = NOW.add({ hours: 48 });

const booking = (changes: Partial<Booking> = {}): Booking => ({
  ...NOT_ENDED,
  id: 'b',
  personId: 'p',
  referralId: null,
  workerId: 'w',
  state: 'booked',
  role: 'interpreter',
  language: 'ti',
  dialect: '',
  sexWished: 'no_preference',
  mode: 'telephone',
  startsAt: PAST,
  talkMinutes: 30,
  bookedMinutes: 60,
  place: '',
  provider: '',
  providerReference: '',
  sexGiven: 'not_known',
  neededAt: PAST,
  requestedAt: PAST,
  bookedAt: PAST,
  taskId: null,
  version: 1,
  updatedAt: PAST,
  ...changes,
});

const change = (changes: Partial<BookingChange> = {}): BookingChange => ({
  role: 'interpreter',
  language: 'ti',
  dialect: 'Asmara',
  sexWished: 'no_preference',
  mode: 'face_to_face',
  startsAt: FUTURE,
  talkMinutes: 30,
  bookedMinutes: 60,
  place: '',
  provider: 'Words Ltd',
  providerReference: 'W-1',
  sexGiven: 'not_known',
  standing: 'booked',
  ...changes,
});

const reasonOf = (outcome: { ok: boolean; reason?: string }): string =>
  outcome.ok ? 'kept' : (outcome.reason ?? '');

describe('the minutes (guidance P1a)', () => {
  it('are twice the talk for interpreters and advocates, and the talk for a worker who speaks the language', () => {
    expect(BOOKING_ROLE_KEYS.map(role => usualMinutes(30, role))).toEqual([60, 60, 30]);
  });
});

describe('arranging', () => {
  it.each<[string, Partial<Booking>, Partial<BookingChange>, string]>([
    ['confirmed', { state: 'needed', requestedAt: null, bookedAt: null }, {}, 'kept'],
    ['confirmed without a day', { state: 'needed' }, { startsAt: null }, 'day-needed'],
    [
      'asked of a provider without a day',
      { state: 'needed' },
      { startsAt: null, standing: 'requested' },
      'kept',
    ],
    ['without a language', {}, { language: ' ' }, 'language-needed'],
    ['for no time', {}, { talkMinutes: 4 }, 'minutes-out-of-range'],
    ['in two years', {}, { startsAt: NOW.add({ hours: 24 * 800 }) }, 'too-far-ahead'],
    [
      'a man, where only a woman was asked for',
      {},
      { sexWished: 'female_only', sexGiven: 'male' },
      'not-the-sex-asked-for',
    ],
    ['a man, where a woman was asked for if possible', {}, { sexWished: 'female', sexGiven: 'male' }, 'kept'],
    ['after the end', { state: 'attended', endedAt: NOW }, {}, 'not-in-this-state'],
  ])('%s', (_, before, asked, wanted) => {
    expect(reasonOf(decideArrangement(booking(before), change(asked), NOW))).toBe(wanted);
  });

  it('keeps when it was requested and confirmed first, and forgets a confirmation that was taken back', () => {
    const fresh = booking({ state: 'needed', requestedAt: null, bookedAt: null });
    const booked = decideArrangement(fresh, change(), NOW);
    expect(booked.ok && booked.value).toMatchObject({ state: 'booked', requestedAt: NOW, bookedAt: NOW });
    const later = NOW.add({ hours: 1 });
    const back = decideArrangement(booking(), change({ standing: 'requested' }), later);
    expect(back.ok && back.value).toMatchObject({ state: 'requested', requestedAt: PAST, bookedAt: null });
  });
});

describe('the end', () => {
  const relative = { kind: 'relative_used', reason: 'Nobody came', relation: 'aunt', age: 'adult' } as const;
  const none = {
    kind: 'none_available',
    because: 'dialect',
    reason: 'Three asked',
    instead: 'Another day',
  } as const;

  it.each<[string, BookingOutcome, Partial<Booking>, string]>([
    ['interpreted', { kind: 'attended' }, {}, 'kept'],
    ['interpreted before it began', { kind: 'attended' }, { startsAt: FUTURE }, 'not-yet'],
    [
      'interpreted, never booked',
      { kind: 'attended' },
      { state: 'needed', startsAt: null, bookedAt: null },
      'kept',
    ],
    [
      'cancelled before it began',
      { kind: 'not_attended', because: 'cancelled_by_provider' },
      { startsAt: FUTURE },
      'kept',
    ],
    [
      'not come before it began',
      { kind: 'not_attended', because: 'interpreter_absent' },
      { startsAt: FUTURE },
      'not-yet',
    ],
    ['none to be had', none, { startsAt: FUTURE }, 'kept'],
    ['none to be had, unexplained', { ...none, reason: ' ' }, {}, 'reason-needed'],
    ['none to be had, and nothing done', { ...none, instead: '' }, {}, 'instead-needed'],
    ['an aunt', relative, {}, 'kept'],
    ['an aunt, unexplained', { ...relative, reason: '' }, {}, 'reason-needed'],
    ['some relative', { ...relative, relation: '' }, {}, 'relation-needed'],
    ['a child', { ...relative, age: 'under_18' }, {}, 'a-child-never'],
    ['somebody who may be a child', { ...relative, age: 'not_known' }, {}, 'a-child-never'],
    ['a second end', { kind: 'attended' }, { state: 'not_attended', endedAt: NOW }, 'not-in-this-state'],
  ])('%s (guidance P1a)', (_, outcome, before, wanted) => {
    expect(reasonOf(decideOutcome(booking(before), outcome, NOW))).toBe(wanted);
  });

  it('is unmet when the service could not give it, not when the person or we cancelled', () => {
    const unmetBy = (outcome: BookingOutcome): boolean => {
      const decided = decideOutcome(booking(), outcome, NOW);
      if (!decided.ok) throw new Error(decided.reason);
      return isUnmet(decided.value);
    };
    const missed = (because: 'interpreter_absent' | 'cancelled_by_person') =>
      unmetBy({ kind: 'not_attended', because });
    expect([unmetBy(none), unmetBy(relative), missed('interpreter_absent')]).toEqual([true, true, true]);
    expect([unmetBy({ kind: 'attended' }), missed('cancelled_by_person')]).toEqual([false, false]);
  });

  it('can always be taken back to where it stood, and leaves nothing behind', () => {
    const ends: BookingOutcome[] = [
      { kind: 'attended' },
      { kind: 'not_attended', because: 'person_absent' },
      none,
      relative,
    ];
    const starts = [
      booking(),
      booking({ state: 'requested', bookedAt: null }),
      booking({ state: 'needed', requestedAt: null, bookedAt: null }),
    ];
    fc.assert(
      fc.property(fc.constantFrom(...ends), fc.constantFrom(...starts), (end, start) => {
        const ended = decideOutcome(start, end, NOW);
        if (!ended.ok) throw new Error(ended.reason);
        expect(decideReopening(ended.value)).toEqual({ ok: true, value: start });
        expect(reasonOf(decideReopening(start))).toBe('not-in-this-state');
      }),
    );
  });
});

describe('quality', () => {
  const said = { quality: 'good', note: '', personView: 'good', personWords: '' } as const;
  it('is said of what took place, and a problem in words', () => {
    const attended = booking({ state: 'attended', endedAt: NOW });
    expect(reasonOf(decideQuality(attended, said))).toBe('kept');
    expect(reasonOf(decideQuality(attended, { ...said, quality: 'language' }))).toBe('reason-needed');
    expect(reasonOf(decideQuality(booking(), said))).toBe('not-in-this-state');
  });
});

describe('a contact', () => {
  it.each([
    ['reached', 'professional', 'attended'],
    ['reached', 'bilingual_worker', 'attended'],
    ['reached', 'family_or_friend', null],
    ['reached', 'none_available', null],
    ['no_answer', 'professional', null],
    ['did_not_attend', 'professional', 'person_absent'],
    ['cancelled_by_us', 'not_known', 'cancelled_by_us'],
  ] as const)('%s with %s says of its booking: %s', (reached, interpreting, wanted) => {
    const outcome = outcomeOfContact('c', { reached, interpreting });
    expect(outcome?.kind === 'not_attended' ? outcome.because : (outcome?.kind ?? null)).toBe(wanted);
  });
});
