// Rules of a contact: not before it happened, not a lifetime ago, and why interpreting fell short.
import { Temporal } from 'temporal-polyfill';
import { describe, expect, it } from 'vitest';
import { type ContactWords, decideContact, INTERPRETING, INTERPRETING_KEYS, needsReason } from './contact.ts';

const NOW = Temporal.Instant.from('2026-03-10T12:00:00Z');

const words = (changes: Partial<ContactWords> = {}): ContactWords => ({
  happenedAt: NOW.subtract({ hours: 1 }),
  minutes: 45,
  mode: 'face_to_face',
  reached: 'reached',
  interpreting: 'professional',
  interpreterLanguage: 'ti',
  interpreterReason: null,
  note: '',
  ...changes,
});

const decide = (changes: Partial<ContactWords>) => {
  const decided = decideContact(words(changes), NOW);
  return decided.ok ? 'kept' : decided.reason;
};

describe('a contact', () => {
  it.each<[string, Partial<ContactWords>, string]>([
    ['an hour ago', {}, 'kept'],
    ['this minute', { happenedAt: NOW }, 'kept'],
    ['three weeks ago, recorded late', { happenedAt: NOW.subtract({ hours: 21 * 24 }) }, 'kept'],
    ['in a minute', { happenedAt: NOW.add({ minutes: 1 }) }, 'in-the-future'],
    ['in another decade', { happenedAt: NOW.subtract({ hours: 10 * 366 * 24 }) }, 'too-long-ago'],
    ['of no minutes', { minutes: 0 }, 'kept'],
    ['of a day', { minutes: 1440 }, 'kept'],
    ['of more than a day', { minutes: 1441 }, 'minutes-out-of-range'],
    ['of less than nothing', { minutes: -1 }, 'minutes-out-of-range'],
    ['of half minutes', { minutes: 0.5 }, 'minutes-out-of-range'],
    ['without the interpreter it needed, unexplained', { interpreting: 'none_available' }, 'reason-needed'],
    [
      'with a relative interpreting, unexplained',
      { interpreting: 'family_or_friend', interpreterReason: '  ' },
      'reason-needed',
    ],
    [
      'with a relative interpreting, explained',
      { interpreting: 'family_or_friend', interpreterReason: 'She asked for her aunt' },
      'kept',
    ],
    ['where an interpreter was declined', { interpreting: 'declined' }, 'kept'],
  ])('%s', (_, changes, wanted) => {
    expect(decide(changes)).toBe(wanted);
  });

  it('keeps language and reason only where there was interpreting to speak of', () => {
    const decided = decideContact(words({ interpreting: 'not_needed', interpreterReason: 'left over' }), NOW);
    expect(decided.ok && decided.value).toMatchObject({ interpreterLanguage: null, interpreterReason: null });
  });

  it('never offers a child as an interpreter', () => {
    expect(INTERPRETING.family_or_friend).toMatch(/adult/);
    expect(INTERPRETING_KEYS.filter(needsReason)).toEqual(['family_or_friend', 'none_available']);
  });
});
