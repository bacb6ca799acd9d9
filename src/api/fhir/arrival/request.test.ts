// What came with the person: practice, referrer, consent and the reasons, each by table.
import { describe, expect, test } from 'vitest';
import { arrive, type Loose, other, person, warned } from './arrival.fixture.ts';

describe('GP practice', () => {
  const organisation = (value: string, name = 'Surgery') => ({
    resourceType: 'Organization',
    name,
    identifier: [{ system: 'https://fhir.nhs.uk/Id/ods-organization-code', value }],
  });
  const practiceOf = (reference: Loose, ...others: Loose[]) => {
    const { gpPractice, person: of } = arrive({ generalPractitioner: [reference] }, {}, others);
    return [gpPractice?.odsCode ?? null, of.gpRegistration];
  };

  test('of an organisation, of a practitioner’s role, by code alone', () => {
    expect(practiceOf(other(0), organisation('G82080'))).toEqual(['G82080', 'registered']);
    const role = { resourceType: 'PractitionerRole', practitioner: other(1), organization: other(0) };
    expect(practiceOf(other(1), organisation('g82080'), { resourceType: 'Practitioner' }, role)).toEqual([
      'G82080',
      'registered',
    ]);
    expect(
      practiceOf({ identifier: { system: 'https://fhir.nhs.uk/Id/ods-organization-code', value: 'A1' } }),
    ).toEqual(['A1', 'registered']);
  });

  test.each([
    ['V81997', 'not_registered'],
    ['V81998', 'not_known'],
    ['V81999', 'not_known'],
  ])('default code %s: %s', (code, registration) => {
    expect(practiceOf(other(0), organisation(code))).toEqual([null, registration]);
  });

  test('a reference to nothing is not an answer', () => {
    expect(practiceOf({ reference: 'Organization/lost' })).toEqual([null, 'not_asked']);
    expect(arrive({}).person.gpRegistration).toBe('not_asked');
  });
});

describe('referrer', () => {
  const referrerOf = (requester: Loose, ...others: Loose[]) => arrive({}, { requester }, others).referrer;

  test('the person, somebody close, an organisation, a name alone, nobody', () => {
    expect(referrerOf(person)).toMatchObject({ kind: 'self', name: null });
    const related = {
      resourceType: 'RelatedPerson',
      patient: person,
      name: [{ text: 'Jo' }],
      relationship: [{ text: 'sister' }],
      telecom: [{ system: 'phone', value: '1' }],
    };
    expect(referrerOf(other(0), related)).toMatchObject({
      kind: 'related',
      name: 'Jo',
      role: 'sister',
      phone: '1',
    });
    expect(
      referrerOf(other(0), {
        resourceType: 'Organization',
        name: 'Clinic',
        telecom: [{ system: 'email', value: 'c@example.org' }],
      }),
    ).toMatchObject({ kind: 'organisation', organisation: 'Clinic', email: 'c@example.org' });
    expect(referrerOf({ display: 'Dr Jones' })).toMatchObject({ kind: 'professional', name: 'Dr Jones' });
    expect(arrive({}).referrer).toMatchObject({ kind: 'not_known', name: null, organisation: null });
  });

  test('a reference to nothing is noted and does not stop the referral', () => {
    const arrival = arrive({}, { requester: { reference: 'Practitioner/lost', display: 'Dr Lost' } });
    expect(arrival.referrer.name).toBe('Dr Lost');
    expect(warned(arrival)).toEqual(['not-found [1].resource.requester.reference']);
  });
});

describe('consent', () => {
  const consent = (change: Loose) => ({
    resourceType: 'Consent',
    status: 'active',
    scope: { coding: [{ code: 'patient-privacy' }] },
    category: [{ text: 'Sharing' }],
    patient: person,
    ...change,
  });
  const policy = (code: string) => ({ policyRule: { coding: [{ code }] } });

  test.each<[string, Loose[], string]>([
    ['nothing said', [], 'not_known'],
    ['implied by BaRS', [consent(policy('IMPLIED'))], 'not_known'],
    [
      'implied, with a permit',
      [consent({ ...policy('IMPLIED'), provision: { type: 'permit' } })],
      'not_known',
    ],
    ['opted in', [consent(policy('OPTIN'))], 'given'],
    ['permitted', [consent({ ...policy('x'), provision: { type: 'permit' } })], 'given'],
    [
      'by somebody for the person',
      [consent({ ...policy('OPTIN'), performer: [{ type: 'RelatedPerson', display: 'Jo' }] })],
      'given_for_person',
    ],
    ['opted out', [consent(policy('OPTOUT'))], 'not_given'],
    ['denied', [consent({ ...policy('x'), provision: { type: 'deny' } })], 'not_given'],
    ['a rejection', [consent({ ...policy('OPTIN'), status: 'rejected' })], 'not_given'],
    ['yes and no', [consent(policy('OPTIN')), consent(policy('OPTOUT'))], 'not_given'],
    ['withdrawn before', [consent({ ...policy('OPTIN'), status: 'inactive' })], 'not_known'],
    [
      'to research only',
      [consent({ ...policy('OPTIN'), scope: { coding: [{ code: 'research' }] } })],
      'not_known',
    ],
    [
      'of somebody else',
      [
        consent({ ...policy('OPTIN'), patient: other(1) }),
        { resourceType: 'Patient', name: [{ text: 'B' }] },
      ],
      'not_known',
    ],
  ])('%s', (_, others, expected) => {
    expect(arrive({}, {}, others).consent).toBe(expected);
  });
});

describe('reasons', () => {
  test('each line is labelled, once, and line breaks written as letters are breaks', () => {
    const condition = {
      resourceType: 'Condition',
      subject: person,
      code: { text: 'Loneliness' },
      note: [{ text: 'since winter' }],
    };
    const refuted = {
      ...condition,
      code: { text: 'Diabetes' },
      verificationStatus: { coding: [{ code: 'refuted' }] },
    };
    const someoneElse = { ...condition, subject: other(5), code: { text: 'Asthma' } };
    const task = { resourceType: 'Task', status: 'requested', intent: 'order', description: 'Ring\\nfirst' };
    const others = [
      condition,
      condition,
      refuted,
      someoneElse,
      task,
      { resourceType: 'Patient', name: [{ text: 'B' }] },
    ];
    const { reason } = arrive(
      {},
      {
        reasonCode: [{ text: 'Lonely', coding: [{ display: 'Loneliness' }] }],
        note: [{ text: 'Speaks Tigrinya' }],
      },
      others,
    );
    expect(reason.split('\n')).toEqual([
      'Reason: Lonely (Loneliness)',
      'Note: Speaks Tigrinya',
      'Problem: Loneliness',
      'Note: since winter',
      'Asked for: Ring',
      'first',
    ]);
  });

  test.each([
    [{ system: 'http://snomed.info/sct', code: '446654005' }],
    [{ system: 'http://snomed.info/sct', code: '1', display: 'Born in Eritrea' }],
    [{ code: 'x', display: 'Refugee (person)' }],
  ])('a coded fact about migration is not among them: %j', coding => {
    const arrival = arrive(
      {},
      { reasonCode: [{ coding: [coding], text: 'came here in 2019' }, { text: 'refugee woman, lonely' }] },
    );
    expect(arrival.reason).toBe('Reason: refugee woman, lonely');
    expect(warned(arrival)).toEqual(['business-rule [1].resource.reasonCode[0]']);
  });
});
