// The parts of an arrival, each by table: names, NHS numbers, contacts, languages, practice, referrer, consent and reasons.
import { describe, expect, test } from 'vitest';
import {
  MINIMAL_PATIENT,
  MINIMAL_REQUEST,
  PATIENT_URL,
  transaction,
} from '../../../../test/fhir-examples.ts';
import type { MessageArrival } from '../arrival.ts';
import { knowledgeReader } from '../message-knowledge.ts';
import { readMessage } from '../read-message.ts';

type Loose = Record<string, unknown>;
const knowledge = knowledgeReader();

function arrive(patient: Loose, request: Loose = {}, others: Loose[] = []): MessageArrival {
  const bundle = transaction({ ...MINIMAL_PATIENT, ...patient }, { ...MINIMAL_REQUEST, ...request }, others);
  const reading = readMessage(JSON.stringify(bundle), {
    ...knowledge(),
    today: '2026-03-10',
    headers: { required: false, requestId: null, correlationId: null },
  });
  if (!reading.ok) throw new Error(JSON.stringify(reading.refusal));
  return reading.value;
}

const UK_CORE = 'https://fhir.hl7.org.uk/StructureDefinition/';
const person = { reference: PATIENT_URL };
const other = (place: number) => ({ reference: `urn:uuid:0f7a1a1e-0000-4000-8000-1000000000${place + 10}` });
const warned = ({ warnings }: MessageArrival) =>
  warnings.map(({ code, at }) => `${code} ${at?.replace('Bundle.entry', '')}`);
const factOf = (arrival: MessageArrival, kind: string) =>
  arrival.person.facts.find(fact => fact.kind === kind)?.answer;

describe('names', () => {
  const namesOf = (...name: Loose[]) =>
    arrive({ name }).person.names.map(({ use, fullName }) => `${use}: ${fullName}`);

  test.each<[string, Loose[], string[]]>([
    ['a single name', [{ text: 'Suharto' }], ['legal: Suharto']],
    ['a family name alone', [{ family: 'Nguyễn' }], ['legal: Nguyễn']],
    [
      'parts in order',
      [{ use: 'official', given: ['Ana', 'María'], family: 'de la Cruz', suffix: ['Jr'] }],
      ['legal: Ana María de la Cruz Jr'],
    ],
    [
      'a title left out',
      [{ prefix: ['Mrs'], text: 'Mrs  Julie Jones', family: 'Jones', given: ['Julie'] }],
      ['legal: Julie Jones'],
    ],
    [
      'the text where it says more',
      [{ text: 'Julie Jul Jones', family: 'Jones', given: ['Julie'] }],
      ['legal: Julie Jul Jones'],
    ],
    [
      'another script beside Latin parts',
      [{ text: 'محمد علي', family: 'Ali', given: ['Mohammed'] }],
      ['legal: Mohammed Ali', 'other_script: محمد علي'],
    ],
    [
      'the current name first',
      [
        { use: 'old', text: 'Was' },
        { use: 'usual', text: 'Called' },
        { use: 'official', text: 'Is' },
      ],
      ['legal: Is', 'known_as: Called', 'previous: Was'],
    ],
    [
      'a name that has ended',
      [{ text: 'Now' }, { text: 'Then', period: { end: '2020' } }],
      ['legal: Now', 'previous: Then'],
    ],
    ['a name that ends this year', [{ text: 'Now', period: { end: '2026' } }], ['legal: Now']],
    ['a maiden name', [{ text: 'A' }, { use: 'maiden', text: 'B' }], ['legal: A', 'previous: B']],
  ])('%s', (_, names, expected) => {
    expect(namesOf(...names)).toEqual(expected);
  });

  test('only old names: the referral is taken and the sender told', () => {
    const arrival = arrive({ name: [{ use: 'old', text: 'Was' }] });
    expect(arrival.person.names[0]).toMatchObject({ use: 'previous', fullName: 'Was' });
    expect(warned(arrival)).toEqual(['incomplete [0].resource.name']);
  });
});

describe('NHS numbers', () => {
  const number = (value: string, code?: string, more: Loose = {}) => ({
    system: 'https://fhir.nhs.uk/Id/nhs-number',
    value,
    ...(code
      ? {
          extension: [
            {
              url: `${UK_CORE}Extension-UKCore-NHSNumberVerificationStatus`,
              valueCodeableConcept: { coding: [{ code }] },
            },
          ],
        }
      : {}),
    ...more,
  });

  test.each<[string, Loose[], string | null, string, string[]]>([
    ['verified', [number('9434765919', '01')], '9434765919', 'verified', []],
    [
      'verified in words',
      [number('9434765919', 'number-present-and-verified')],
      '9434765919',
      'verified',
      [],
    ],
    ['not traced', [number('943 476 5919', '02')], '9434765919', 'given', []],
    ['without a status', [number('9434765919')], '9434765919', 'given', []],
    [
      'verified by its sender and wrong',
      [number('9434765918', '01')],
      null,
      'check_failed',
      ['value [0].resource.identifier[0].value'],
    ],
    ['too short', [number('943476591')], null, 'check_failed', ['value [0].resource.identifier[0].value']],
    [
      'a right one beside a wrong one',
      [number('1234567890'), number('9434765919', '01')],
      '9434765919',
      'verified',
      ['value [0].resource.identifier[0].value'],
    ],
    [
      'two right ones',
      [number('9434765919'), number('9990000018')],
      null,
      'check_failed',
      ['multiple-matches [0].resource.identifier'],
    ],
    ['one twice', [number('9434765919'), number('9434765919', '01')], '9434765919', 'verified', []],
    ['an old one', [number('9434765919', '01', { use: 'old' })], null, 'not_asked', []],
    [
      'another kind of number',
      [{ system: 'https://example.org', value: '9434765919' }],
      null,
      'not_asked',
      [],
    ],
    ['none', [], null, 'not_asked', []],
  ])('%s', (_, identifier, nhsNumber, nhsNumberStatus, warnings) => {
    const arrival = arrive(identifier.length > 0 ? { identifier } : {});
    expect(arrival.person).toMatchObject({ nhsNumber, nhsNumberStatus });
    expect(warned(arrival)).toEqual(warnings);
    if (nhsNumber === null)
      for (const { system, value } of identifier)
        if (system === number('').system && nhsNumberStatus === 'check_failed')
          expect(arrival.reason).toContain(String(value));
  });
});

describe('birth date', () => {
  const absent = (valueCode: string) => ({
    _birthDate: {
      extension: [{ url: 'http://hl7.org/fhir/StructureDefinition/data-absent-reason', valueCode }],
    },
  });
  test.each<[Loose, Loose]>([
    [{}, { status: 'not_asked' }],
    [absent('asked-declined'), { status: 'declined' }],
    [absent('unknown'), { status: 'not_known' }],
    [{ birthDate: '1990' }, { status: 'answered', value: '1990' }],
    [{ birthDate: '1990-01-01' }, { status: 'answered', value: '1990-01-01' }],
  ])('%j is %j', (patient, answer) => {
    expect(arrive(patient).person.birthDate).toEqual(answer);
  });

  test.each([
    ['2008-03-11', true],
    ['2008-03-10', false],
    ['2008', true],
    ['2007', false],
  ])('%s: may be under 18? %s', (birthDate, child) => {
    expect(arrive({ birthDate }).reason.includes('may be under 18')).toBe(child);
  });

  test.each([{ deceasedBoolean: true }, { deceasedDateTime: '2026-01' }])(
    '%j is the first thing to check',
    died => {
      expect(arrive(died).reason).toContain('CHECK FIRST: the message says that the person has died');
    },
  );
});

describe('ways to reach the person', () => {
  const points = (patient: Loose) => arrive(patient).person.contactPoints;

  test('kinds, notes and the preferred one', () => {
    const telecom = [
      { system: 'phone', value: ' 07700 900123 ', use: 'mobile', rank: 1 },
      { system: 'sms', value: '07700 900124' },
      { system: 'email', value: 'a@example.org', use: 'work' },
      { system: 'fax', value: '020 7946 0000' },
      { value: 'ask at the hotel desk' },
    ];
    expect(points({ telecom })).toEqual([
      {
        kind: 'phone',
        value: '07700 900123',
        belongsTo: 'person',
        safeToUse: 'not_asked',
        preferred: true,
        safeNote: 'mobile',
      },
      { kind: 'phone', value: '07700 900124', belongsTo: 'person', safeToUse: 'not_asked', preferred: false },
      {
        kind: 'email',
        value: 'a@example.org',
        belongsTo: 'person',
        safeToUse: 'not_asked',
        preferred: false,
        safeNote: 'work',
      },
      {
        kind: 'other',
        value: '020 7946 0000',
        belongsTo: 'person',
        safeToUse: 'not_asked',
        preferred: false,
        safeNote: 'fax',
      },
      {
        kind: 'other',
        value: 'ask at the hotel desk',
        belongsTo: 'person',
        safeToUse: 'not_asked',
        preferred: false,
      },
    ]);
  });

  test('what is no longer used is kept and marked not to be used', () => {
    expect(points({ telecom: [{ system: 'phone', value: '1', use: 'old', rank: 1 }] })).toMatchObject([
      { safeToUse: 'no', preferred: false, safeNote: 'no longer used' },
    ]);
    expect(
      points({ address: [{ text: 'Hotel', period: { start: '2024-02', end: '2025-01-03' } }] }),
    ).toMatchObject([{ safeToUse: 'no', safeNote: 'no longer used from 2024-02 until 2025-01-03' }]);
  });

  test('an address without a postcode, and one whose postcode is none', () => {
    expect(points({ address: [{ text: 'Room 4, Hotel' }, { line: ['1 A St'], postalCode: 'XX' }] })).toEqual([
      {
        kind: 'address',
        value: 'Room 4, Hotel',
        belongsTo: 'person',
        safeToUse: 'not_asked',
        preferred: false,
      },
      { kind: 'address', value: '1 A St, XX', belongsTo: 'person', safeToUse: 'not_asked', preferred: false },
    ]);
  });

  test.each([
    ['ONESELF', 'v3-RoleCode', 'person', undefined],
    ['NEPHEW', 'v3-RoleCode', 'family', 'Jo, Nephew'],
    ['FRND', 'v3-RoleCode', 'friend', 'Jo, Frnd'],
    ['ECON', 'v3-RoleCode', 'not_known', 'Jo, Econ'],
    ['N', 'v2-0131', 'family', 'Jo, N'],
    ['EP', 'v2-0131', 'not_known', 'Jo, Ep'],
  ])('the number of a contact %s (%s) belongs to: %s', (code, list, belongsTo, safeNote) => {
    const display = code.charAt(0) + code.slice(1).toLowerCase();
    const contact = [
      {
        relationship: [
          { coding: [{ system: `http://terminology.hl7.org/CodeSystem/${list}`, code, display }] },
        ],
        ...(belongsTo === 'person' ? {} : { name: { text: 'Jo' } }),
        telecom: [{ system: 'phone', value: '1' }],
      },
    ];
    const [point] = points({ contact });
    expect(point?.belongsTo).toBe(belongsTo);
    expect(point?.safeNote).toBe(safeNote);
  });

  test('a contact without a number is still named', () => {
    expect(points({ contact: [{ name: { text: 'Jo' } }] })).toMatchObject([{ kind: 'other', value: 'Jo' }]);
  });
});

describe('languages', () => {
  const language = (system: string, code: string, display?: string, more: Loose = {}) => ({
    language: { coding: [{ system, code, ...(display ? { display } : {}) }] },
    ...more,
  });
  const proficiency = (type: string, code: string) => ({
    extension: [
      {
        url: 'http://hl7.org/fhir/StructureDefinition/patient-proficiency',
        extension: [
          { url: 'type', valueCoding: { code: type } },
          { url: 'level', valueCoding: { code } },
        ],
      },
    ],
  });
  const spoken = (...communication: Loose[]) =>
    arrive({ communication }).person.languages.map(
      ({ use, language: tag, label }) => `${use} ${tag} ${label}`,
    );

  test.each<[string, Loose[], string[]]>([
    ['BCP 47', [language('urn:ietf:bcp:47', 'ti', 'Tigrinya')], ['speaks ti Tigrinya']],
    [
      'BCP 47 by its other address',
      [language('http://tools.ietf.org/html/bcp47', 'pa-arab', 'Punjabi')],
      ['speaks pa-Arab Punjabi'],
    ],
    ['without a label', [language('urn:ietf:bcp:47', 'so')], ['speaks so Somali']],
    [
      'UK Core',
      [language('https://fhir.hl7.org.uk/CodeSystem/UKCore-HumanLanguage', 'ur', 'Urdu')],
      ['speaks ur Urdu'],
    ],
    [
      'British Sign Language in UK Core',
      [language('https://fhir.hl7.org.uk/CodeSystem/UKCore-HumanLanguage', 'q4', 'British Sign Language')],
      ['speaks bfi British Sign Language'],
    ],
    ['only words that name one', [{ language: { text: 'Farsi' } }], ['speaks fa Farsi']],
    [
      'only words that name none',
      [{ language: { text: 'his own dialect' } }],
      ['speaks und his own dialect'],
    ],
    [
      'a tag nobody knows',
      [language('urn:ietf:bcp:47', 'qqx', 'Home language')],
      ['speaks qqx Home language'],
    ],
    [
      'read, not spoken',
      [language('urn:ietf:bcp:47', 'en', 'English', proficiency('RWR', 'G'))],
      ['reads en English'],
    ],
    [
      'spoken poorly',
      [language('urn:ietf:bcp:47', 'en', 'English', proficiency('RSP', 'P'))],
      ['speaks en English'],
    ],
  ])('%s', (_, communication, expected) => {
    expect(spoken(...communication)).toEqual(expected);
  });

  test('Braille and Makaton are ways to communicate, not languages', () => {
    const arrival = arrive({
      communication: ['q1', 'q5'].map(code =>
        language('https://fhir.hl7.org.uk/CodeSystem/UKCore-HumanLanguage', code),
      ),
    });
    expect(arrival.person.languages).toEqual([]);
    expect(factOf(arrival, 'communication_needs')).toEqual({
      status: 'answered',
      value: 'Reads Braille\nUses Makaton',
    });
  });

  test.each([[true], [false]])('an interpreter is required: %s', valueBoolean => {
    const extension = [
      { url: 'http://hl7.org/fhir/StructureDefinition/patient-interpreterRequired', valueBoolean },
    ];
    expect(factOf(arrive({ extension }), 'interpreter')).toEqual({ status: 'answered', value: valueBoolean });
  });

  test('silence about an interpreter is not "no"', () => {
    expect(factOf(arrive({ communication: [language('urn:ietf:bcp:47', 'ti')] }), 'interpreter')).toEqual({
      status: 'not_asked',
    });
  });

  test('the extension that UK Core retired is read too', () => {
    const extension = [
      {
        url: `${UK_CORE}Extension-UKCore-NHSCommunication`,
        extension: [
          { url: 'language', valueCodeableConcept: { coding: [{ system: 'urn:ietf:bcp:47', code: 'so' }] } },
          { url: 'interpreterRequired', valueBoolean: true },
        ],
      },
    ];
    const arrival = arrive({ extension });
    expect(arrival.person.languages).toMatchObject([{ language: 'so', use: 'speaks' }]);
    expect(factOf(arrival, 'interpreter')).toEqual({ status: 'answered', value: true });
  });

  test('flags: adjustments are shown, an interpreter among them counts, and another person’s do not', () => {
    const flag = (code: string, words: string, subject: Loose = person, status = 'active') => ({
      resourceType: 'Flag',
      status,
      subject,
      code: { text: words },
      category: [{ coding: [{ system: 'https://fhir.nhs.uk/CodeSystem/flag-categories-bars', code }] }],
    });
    const arrival = arrive({}, {}, [
      flag('RA', 'Interpreter needed - Tigrinya'),
      flag('SG', 'Adult safeguarding concern'),
      flag('RA', 'Wheelchair access', person, 'inactive'),
      flag('SG', 'Not this person', other(4)),
      { resourceType: 'Patient', name: [{ text: 'Somebody else' }] },
    ]);
    expect(factOf(arrival, 'interpreter')).toEqual({ status: 'answered', value: true });
    expect(factOf(arrival, 'communication_needs')).toEqual({
      status: 'answered',
      value: 'Reasonable adjustment: Interpreter needed - Tigrinya',
    });
    expect(arrival.reason).toContain('SAFEGUARDING: Adult safeguarding concern');
    expect(arrival.reason).not.toContain('Not this person');
  });
});

describe('gender and ethnicity', () => {
  test.each([
    ['female', { status: 'answered', value: 'female' }],
    ['unknown', { status: 'not_known' }],
    [undefined, undefined],
  ])('gender %s', (gender, answer) => {
    expect(factOf(arrive(gender ? { gender } : {}), 'gender')).toEqual(answer);
  });
  test.each([
    ['N', { status: 'answered', value: { code: 'N', system: null, label: 'African' } }],
    ['Z', { status: 'declined' }],
    ['99', { status: 'not_known' }],
  ])('ethnic category %s', (code, answer) => {
    const extension = [
      {
        url: `${UK_CORE}Extension-UKCore-EthnicCategory`,
        valueCodeableConcept: { coding: [{ code, display: 'African' }] },
      },
    ];
    expect(factOf(arrive({ extension }), 'ethnic_category')).toEqual(answer);
  });
});

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
