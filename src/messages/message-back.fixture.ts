// A whole message back for tests to vary.
import type { MessageBack } from './message-back.ts';

export const messageBackOf = (changes: Partial<MessageBack> = {}): MessageBack => ({
  version: 1,
  kind: 'closed',
  to: ['Dr Priya Nair', 'Harbour Lane Surgery', '12 Harbour Lane', 'Eastmouth', 'EM1 2AB'],
  from: {
    organisation: 'Northgate Social Prescribing',
    lines: ['Northgate Community Centre', '4 Mill Street', 'Eastmouth', 'EM1 4CD', 'Telephone 01632 960123'],
  },
  person: {
    name: 'Selam Tesfay (ሰላም ተስፋይ)',
    birthDate: '1990',
    nhsNumber: '9990000018',
    gpPractice: { name: 'Harbour Lane Surgery' },
  },
  referral: {
    reference: '7K2M-QX4T',
    receivedOn: '2026-01-12',
    referrerName: 'Dr Priya Nair',
    referrerOrganisation: 'Harbour Lane Surgery',
    firstContactOn: '2026-01-20',
  },
  decidedOn: '2026-06-02',
  reasonCode: 'goals-met',
  reason: 'What mattered was achieved',
  note: 'She joined two groups and now goes by herself.\n\nShe would like her appointments by phone.',
  question: null,
  requestedActions: ['Please book a Tigrinya interpreter for every appointment.'],
  plan: ['Selam carries on with the English class on Tuesdays.'],
  agreedWithPerson: 'yes',
  goals: [
    {
      description: 'Speak enough English to talk to the school',
      status: 'partly_achieved',
      note: 'Entry level 1 passed.',
    },
    { description: 'Have people to spend time with', status: 'achieved', note: null },
  ],
  services: [
    { name: 'Eastmouth College: English classes', how: 'used', outcome: 'Attends weekly' },
    { name: 'Harbour Law Centre', how: 'signposted', outcome: null },
  ],
  measures: [
    {
      title: 'Wellbeing (ONS4)',
      scale: '0 to 10. For anxiety, lower is better',
      startOn: '2026-01-20',
      endOn: '2026-06-02',
      asked: 'Tigrinya, through an interpreter',
      items: [
        {
          wording: 'Overall, how satisfied are you with your life nowadays?',
          start: { status: 'answered', value: 3 },
          end: { status: 'answered', value: 7 },
        },
        {
          wording: 'Overall, how happy did you feel yesterday?',
          start: { status: 'answered', value: 0 },
          end: { status: 'declined' },
        },
        {
          wording: 'Overall, how anxious did you feel yesterday?',
          start: { status: 'not_asked' },
          end: { status: 'answered', value: 3 },
        },
      ],
    },
  ],
  contacts: {
    count: 9,
    firstOn: '2026-01-20',
    lastOn: '2026-06-02',
    ways: [
      { how: 'face to face', count: 5 },
      { how: 'by telephone', count: 4 },
    ],
    interpreted: 8,
    interpreterLanguages: ['Tigrinya'],
  },
  risks: 'none_known',
  sharingAgreed: 'yes',
  writtenBy: { name: 'Lena Marsh', role: 'Link worker', contact: '01632 960124' },
  writtenOn: '2026-06-03',
  ...changes,
});

/** What a decline, a question or an acceptance carries: nothing of the work, which has not begun. */
export const NOTHING_YET = {
  note: '',
  requestedActions: [],
  plan: [],
  goals: [],
  services: [],
  measures: [],
  contacts: null,
  risks: 'not_recorded',
} satisfies Partial<MessageBack>;
