// The rules of a referral: which step fits which state, when an answer is owed, what a reference looks like.
import fc from 'fast-check';
import { Temporal } from 'temporal-polyfill';
import { describe, expect, it } from 'vitest';
import { decideStep, makeReference, OPEN_STATES, respondBy, STATES, type Step } from './referral.ts';

const STEPS: Step[] = [
  'ask-referrer',
  'hear-from-referrer',
  'accept',
  'decline',
  'withdraw',
  'allocate',
  'begin-work',
  'close',
];
const fc_state = fc.constantFrom(...STATES);

describe('the states of a referral', () => {
  it.each([
    ['received', 'accept', 'accepted'],
    ['received', 'ask-referrer', 'waiting_for_referrer'],
    ['waiting_for_referrer', 'hear-from-referrer', 'received'],
    ['waiting_for_referrer', 'decline', 'declined'],
    ['accepted', 'allocate', 'allocated'],
    ['active', 'allocate', 'active'],
    ['allocated', 'begin-work', 'active'],
    ['active', 'close', 'closed'],
  ] as const)('%s, %s: %s', (state, step, next) => {
    expect(decideStep(state, step)).toEqual({ ok: true, value: next });
  });

  it('nothing happens to a referral that has ended, and every open one can be withdrawn', () => {
    fc.assert(
      fc.property(fc_state, fc.constantFrom(...STEPS), (state, step) => {
        const decided = decideStep(state, step);
        if (!OPEN_STATES.includes(state)) expect(decided).toEqual({ ok: false, reason: 'not-in-this-state' });
        else if (step === 'withdraw') expect(decided.ok).toBe(true);
      }),
    );
  });
});

describe('the response clock', () => {
  it.each([
    // Friday before Easter Monday 2026: Good Friday is 3 April.
    ['2026-04-02T10:00:00Z', 'routine', 5, '2026-04-13T16:00:00Z'],
    ['2026-04-02T10:00:00Z', 'urgent', 5, '2026-04-07T16:00:00Z'],
    ['2026-01-12T10:00:00Z', 'soon', 5, '2026-01-14T17:00:00Z'],
    ['2026-01-12T10:00:00Z', 'soon', 1, '2026-01-13T17:00:00Z'],
    ['2026-03-27T23:30:00Z', 'not_known', 1, '2026-03-30T16:00:00Z'],
  ] as const)('%s %s within %i working days: %s', (received, urgency, days, due) => {
    expect(respondBy(Temporal.Instant.from(received), urgency, days).toString()).toBe(due);
  });
});

describe('a reference', () => {
  it('has no letters or digits that look alike', () => {
    fc.assert(
      fc.property(fc.infiniteStream(fc.double({ min: 0, max: 0.999999, noNaN: true })), stream => {
        const reference = makeReference(() => stream.next().value as number);
        expect(reference).toMatch(/^[2-9A-HJKMNP-Z]{4}-[2-9A-HJKMNP-Z]{4}$/);
      }),
    );
  });
});
