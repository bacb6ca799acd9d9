// What a message back may carry, and which code it suggests to the practice.
import { describe, expect, it } from 'vitest';
import { messageBackOf, NOTHING_YET } from './message-back.fixture.ts';
import { messageBackSchema, suggestedCode, withinAgreement } from './message-back.ts';

describe('the content of a message back', () => {
  it('is kept as it was given', () => {
    expect(messageBackSchema.parse(messageBackOf())).toEqual(messageBackOf());
  });

  it.each([
    ['a migration fact on top', { immigrationStatus: 'asylum seeker' }],
    ['one inside the person', { person: { ...messageBackOf().person, countryOfBirth: 'ER' } }],
    ['a day that is none', { decidedOn: '2026-02-30' }],
    ['nobody to send it to', { to: [] }],
    ['a goal without words', { goals: [{ description: '', status: 'achieved', note: null }] }],
    ['another version', { version: 2 }],
  ])('refuses %s', (_what, change) => {
    expect(messageBackSchema.safeParse({ ...messageBackOf(), ...change }).success).toBe(false);
  });

  it('replaces what the database cannot keep', () => {
    expect(messageBackSchema.parse(messageBackOf({ note: 'a\u0000b\ud800c' })).note).toBe('a\ufffdb\ufffdc');
  });

  it('is cut to the ending and the requests when the person did not agree to more', () => {
    const cut = withinAgreement(messageBackOf({ sharingAgreed: 'no' }));
    expect(cut).toMatchObject({ note: '', plan: [], goals: [], services: [], measures: [], contacts: null });
    expect(cut).toMatchObject({
      reason: 'What mattered was achieved',
      requestedActions: messageBackOf().requestedActions,
    });
    expect(withinAgreement(messageBackOf({ sharingAgreed: 'not_known' }))).toEqual(
      messageBackOf({ sharingAgreed: 'not_known' }),
    );
  });
});

describe('the suggested code', () => {
  const { referral } = messageBackOf();
  const notMet = { ...referral, firstContactOn: null };
  it.each([
    ['the referral, once they met', messageBackOf({ kind: 'closed' }), '871731000000106'],
    ['the referral, accepted and met', messageBackOf({ kind: 'accepted' }), '871731000000106'],
    ['nothing, accepted but not met', messageBackOf({ kind: 'accepted', referral: notMet }), undefined],
    ['nothing, closed without having met', messageBackOf({ kind: 'closed', referral: notMet }), undefined],
    ['nothing for a question', messageBackOf({ kind: 'question' }), undefined],
    [
      'declined, by the person',
      messageBackOf({ ...NOTHING_YET, kind: 'declined', reasonCode: 'person-declined', referral: notMet }),
      '871711000000103',
    ],
    [
      'nothing when the service declines',
      messageBackOf({ ...NOTHING_YET, kind: 'declined', reasonCode: 'no-capacity', referral: notMet }),
      undefined,
    ],
  ])('is %s', (_what, message, code) => {
    expect(suggestedCode(message)?.code).toBe(code);
  });
});
