// A believable arrival for tests to vary.
import type { ArrivingPerson } from '#people';
import type { ReferralArrival } from './referral.ts';

export const SELAM: ArrivingPerson = {
  names: [
    { use: 'legal', fullName: 'Selam Tesfay', given: 'Selam', family: 'Tesfay' },
    { use: 'other_script', fullName: 'ሰላም ተስፋይ' },
  ],
  birthDate: { status: 'answered', value: '1991' },
  nhsNumber: null,
  nhsNumberStatus: 'none',
  gpPracticeId: null,
  gpRegistration: 'not_registered',
  contactPoints: [
    {
      kind: 'phone',
      value: '07700 900123',
      belongsTo: 'friend',
      safeToUse: 'yes',
      safeNote: 'After 5pm; say it is about English classes',
      preferred: true,
    },
  ],
  languages: [
    { language: 'ti', label: 'Tigrinya', use: 'speaks', preferred: true },
    { language: 'ti', label: 'Tigrinya', use: 'reads', preferred: true },
  ],
  facts: [
    { kind: 'interpreter', answer: { status: 'answered', value: true } },
    { kind: 'preference_worker_sex', answer: { status: 'answered', value: 'female' } },
    { kind: 'preference_culture', answer: { status: 'not_asked' } },
  ],
};

export const arrivalOf = (changes: Partial<ReferralArrival> = {}): ReferralArrival => ({
  source: 'professional',
  person: SELAM,
  referrer: {
    accountId: null,
    referringOrganisationId: null,
    name: 'Dr Ruth Okafor',
    role: 'GP',
    organisation: 'Riverside',
    contact: 'ruth@example.org',
  },
  reason: 'Refused at three GP receptions; would like to see a doctor and learn English.',
  whatMatters: '',
  interventions: ['LANG-INT', 'LANG-ADV'],
  urgency: 'soon',
  consent: 'given',
  consentWording: 'I agree that …',
  formVersion: '2026-11',
  messageId: null,
  ...changes,
});
