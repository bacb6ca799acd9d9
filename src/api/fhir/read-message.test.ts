// Every published example becomes what reading it by hand says, or is refused with that code at that element.
import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import {
  barsExample,
  type ExampleFolder,
  exampleNames,
  MINIMAL_PATIENT,
  MINIMAL_REQUEST,
  PATIENT_URL,
  readExample,
  transaction,
} from '../../../test/fhir-examples.ts';
import type { MessageArrival } from './arrival.ts';
import { knowledgeReader } from './message-knowledge.ts';
import { type MessageHeaders, readMessage } from './read-message.ts';

type Expected = {
  messageId: string | null;
  names: string[];
  birthDate: string;
  nhsNumber: string;
  contactPoints: string[];
  languages: string[];
  communicationNeeds?: string[];
  interpreter: string;
  gender: string | null;
  ethnicity: string | null;
  gpPractice: string | null;
  referrer: string;
  authoredOn: string | null;
  urgency: string;
  consent: string;
  reasonSays: string[];
  reasonDoesNotSay: string[];
  warnings: string[] | null;
};
const expectations = JSON.parse(
  readFileSync(new URL('../../../test/fixtures/fhir/expectations.json', import.meta.url), 'utf8'),
) as { accepted: Record<string, Expected>; refused: Record<string, string> };

const knowledge = knowledgeReader();
const NO_HEADERS: MessageHeaders = { required: false, requestId: null, correlationId: null };
const readText = (text: unknown, headers = NO_HEADERS) =>
  readMessage(text, { ...knowledge(), today: '2026-03-10', headers });
const readBundle = (bundle: unknown) => readText(JSON.stringify(bundle));

function accepted(text: string): MessageArrival {
  const reading = readText(text);
  if (!reading.ok) throw new Error(JSON.stringify(reading.refusal));
  return reading.value;
}

function refusalOf(reading: ReturnType<typeof readText>): string {
  if (reading.ok) return 'accepted';
  const { status, issues } = reading.refusal;
  return `${status} ${issues[0].code} ${issues[0].at ?? '-'}`;
}

/** Patients come alone in UK Core: they are sent in a transaction with a ServiceRequest. */
function messageOf(key: string): string {
  const [folder, name = ''] = key.split('/') as [ExampleFolder, string?];
  const text = readExample(folder, name);
  const resource = JSON.parse(text) as { resourceType: string };
  return resource.resourceType === 'Patient' ? JSON.stringify(transaction(resource)) : text;
}

const factOf = (arrival: MessageArrival, kind: string): unknown => {
  const answer = arrival.person.facts.find(fact => fact.kind === kind)?.answer;
  return answer === undefined ? null : answer.status === 'answered' ? answer.value : answer.status;
};

function summary(arrival: MessageArrival): Omit<Expected, 'reasonSays' | 'reasonDoesNotSay' | 'messageId'> {
  const { person, referrer } = arrival;
  const needs = factOf(arrival, 'communication_needs');
  return {
    names: person.names.map(name => `${name.use}: ${name.fullName}`),
    birthDate: person.birthDate.status === 'answered' ? person.birthDate.value : person.birthDate.status,
    nhsNumber: person.nhsNumber ?? person.nhsNumberStatus,
    contactPoints: person.contactPoints.map(
      point =>
        `${point.belongsTo} ${point.kind} ${point.value}${point.postcode ? ` [${point.postcode}]` : ''}${point.preferred ? ' (preferred)' : ''}`,
    ),
    languages: person.languages.map(
      ({ use, language, label, preferred }) =>
        `${use} ${language} ${label}${preferred ? ' (preferred)' : ''}`,
    ),
    ...(typeof needs === 'string' ? { communicationNeeds: needs.split('\n') } : {}),
    interpreter: String(factOf(arrival, 'interpreter')),
    gender: factOf(arrival, 'gender') as string | null,
    ethnicity: (factOf(arrival, 'ethnic_category') as { code: string } | null)?.code ?? null,
    gpPractice: arrival.gpPractice && `${arrival.gpPractice.odsCode} ${arrival.gpPractice.name}`,
    referrer: [
      referrer.name,
      referrer.role,
      referrer.organisation,
      referrer.odsCode,
      referrer.phone,
      referrer.email,
    ]
      .filter(Boolean)
      .join(', '),
    authoredOn: arrival.authoredOn,
    urgency: arrival.urgency,
    consent: arrival.consent,
    warnings: arrival.warnings.map(({ code, at }) => `${code} ${at}`),
  };
}

describe('published examples', () => {
  test.each(Object.entries(expectations.accepted))('%s becomes a referral', (key, expected) => {
    const text = messageOf(key);
    const arrival = accepted(text);
    const { reasonSays, reasonDoesNotSay, messageId, warnings, ...fields } = expected;
    const { warnings: noted, ...mapped } = summary(arrival);
    expect(mapped).toEqual(fields);
    if (warnings !== null) expect(noted).toEqual(warnings);
    if (messageId !== null) expect(arrival.messageId).toBe(messageId);
    for (const words of reasonSays) expect(arrival.reason).toContain(words);
    for (const words of reasonDoesNotSay) expect(arrival.reason).not.toContain(words);
    expect(arrival.kept).toBe(text);
  });

  test.each(Object.entries(expectations.refused))('%s is refused: %s', (key, refusal) => {
    expect(refusalOf(readText(messageOf(key)))).toBe(refusal);
  });

  test('the expectations speak of every example there is', () => {
    const spokenOf = [...Object.keys(expectations.accepted), ...Object.keys(expectations.refused)];
    const there = (['bars', 'uk-core'] as const).flatMap(folder =>
      exampleNames(folder).map(name => `${folder}/${name}`),
    );
    expect(spokenOf.sort()).toEqual([...there].sort());
  });

  test('a dangling reference of no consequence is noted at its path', () => {
    const { warnings } = accepted(barsExample('REFREQ04'));
    expect(warnings.filter(({ code }) => code === 'not-found').map(({ at }) => at)).toContain(
      'Bundle.entry[3].resource.episodeOfCare[0].reference',
    );
  });

  test('a patient without a name is taken once a name is added, with what the example shows', () => {
    const named = (name: string) => ({
      name: [{ text: 'Abrehet Tesfay' }],
      ...JSON.parse(readExample('uk-core', name)),
    });
    const arrivalOf = (name: string) => accepted(JSON.stringify(transaction(named(name))));
    expect(factOf(arrivalOf('Extension-UKCore-InterpreterRequired-Example.json'), 'interpreter')).toBe(true);
    expect(factOf(arrivalOf('Extension-UKCore-ContactPreference-Example.json'), 'communication_needs')).toBe(
      'Prefers contact by: Telephone\nBest times for contact: mon, wed, fri in the morning\nNeeds written information as: Large print',
    );
    expect(arrivalOf('Extension-UKCore-OtherContactSystem-Example.json').person.contactPoints).toMatchObject([
      { kind: 'other', value: '+4413513341777' },
    ]);
    expect(arrivalOf('Extension-UKCore-ContactRank-Example.json').person.contactPoints).toMatchObject([
      { kind: 'phone', value: '01131231288', belongsTo: 'not_known', safeNote: 'Emily CARTER, call first' },
    ]);
    expect(arrivalOf('Extension-UKCore-AddressKey-Example.json').person.contactPoints).toMatchObject([
      { kind: 'address', value: '4 Sandmoor Drive, LEEDS, LS17 7DF', postcode: 'LS17 7DF' },
    ]);
  });

  test('service requests of UK Core are read with any patient', () => {
    const reasonOf = (name: string) => {
      const request = { ...JSON.parse(readExample('uk-core', name)), subject: { reference: PATIENT_URL } };
      return accepted(JSON.stringify(transaction(MINIMAL_PATIENT, request))).reason;
    };
    const colonoscopy = reasonOf('UKCore-ServiceRequest-ColonoscopyRequest-Example.json');
    expect(colonoscopy).toContain('Reason: Swollen abdomen (Abdominal distension, gaseous)');
    expect(colonoscopy).toContain('Asked for: Colonoscopy requested (Colonoscopy)');
    expect(colonoscopy).toContain('Source of the referral: Referred by general practitioner');
    expect(colonoscopy).toContain('Told to the person: ADVICE GIVEN');
    expect(reasonOf('UKCore-ServiceRequest-CTChestScan-Example.json')).toContain('Pulmonary embolism');
  });
});

describe('what makes a referral', () => {
  const bare = (type: string) => ({ resourceType: 'Bundle', type });
  const withRequest = (change: Record<string, unknown>) =>
    transaction(MINIMAL_PATIENT, { ...MINIMAL_REQUEST, ...change });

  test.each([
    ['no type', { resourceType: 'Bundle' }, '400 required Bundle.type'],
    ['a collection', bare('collection'), '422 not-supported Bundle.type'],
    [
      'a message without a header',
      { ...bare('message'), id: 'a', entry: [] },
      '400 invariant Bundle.entry[0]',
    ],
    ['an empty transaction', { ...bare('transaction'), id: 'a' }, '422 required Bundle.entry'],
    [
      'no patient',
      {
        ...transaction(MINIMAL_PATIENT),
        entry: [transaction(MINIMAL_PATIENT).entry as never].flat().slice(1),
      },
      '422 not-found Bundle.entry[0].resource.subject',
    ],
    [
      'a subject that is lost',
      withRequest({ subject: { reference: 'Patient/elsewhere' } }),
      '422 not-found Bundle.entry[1].resource.subject',
    ],
    [
      'a subject that is not a person',
      withRequest({ subject: { reference: PATIENT_URL.replace('0001', '0002') } }),
      '422 not-supported Bundle.entry[1].resource.subject',
    ],
    [
      'a request that is withdrawn',
      withRequest({ status: 'revoked' }),
      '422 business-rule Bundle.entry[1].resource.status',
    ],
    [
      'a request not to act',
      withRequest({ doNotPerform: true }),
      '422 business-rule Bundle.entry[1].resource.doNotPerform',
    ],
    [
      'a meaning that is not known',
      withRequest({ modifierExtension: [{ url: 'https://example.org/not', valueBoolean: true }] }),
      '422 not-supported Bundle.entry[1].resource.modifierExtension[0]',
    ],
    [
      'two requests',
      transaction(MINIMAL_PATIENT, MINIMAL_REQUEST, [MINIMAL_REQUEST]),
      '422 multiple-matches Bundle.entry[2].resource',
    ],
    ['not a Bundle', MINIMAL_PATIENT, '400 structure -'],
  ])('%s is refused', (_, bundle, refusal) => {
    expect(refusalOf(readBundle(bundle))).toBe(refusal);
  });

  test('a transaction takes only new records', () => {
    const bundle = transaction(MINIMAL_PATIENT) as { entry: { request?: { method: string; url: string } }[] };
    const [patient, request] = bundle.entry;
    const refusal = (change: unknown) =>
      refusalOf(readBundle({ ...bundle, entry: [{ ...patient, request: change }, request] }));
    expect(refusal({ method: 'PUT', url: 'Patient/1' })).toBe('422 not-supported Bundle.entry[0].request');
    expect(refusal({ method: 'DELETE', url: 'Patient/1' })).toBe('422 not-supported Bundle.entry[0].request');
    expect(refusal(undefined)).toBe('400 required Bundle.entry[0].request');
  });

  test('a message that lost its focus, or whose focus is a booking, is refused', () => {
    const bundle = JSON.parse(barsExample('REFREQ03'));
    const refusal = (reference: string) => {
      const copy = structuredClone(bundle);
      copy.entry[0].resource.focus[0].reference = reference;
      return refusalOf(readBundle(copy));
    };
    expect(refusal('urn:uuid:00000000-0000-4000-8000-000000000000')).toBe(
      '422 not-found Bundle.entry[0].resource.focus[0]',
    );
    expect(refusal(bundle.entry[2].fullUrl)).toBe('422 not-supported Bundle.entry[0].resource.focus[0]');
  });

  test('a message over HTTP needs both of its headers; a transaction and a file need none', () => {
    const text = barsExample('REFREQ03');
    const headers = (requestId: string | null, correlationId: string | null) => ({
      required: true,
      requestId,
      correlationId,
    });
    expect(refusalOf(readText(text, headers(null, 'c')))).toBe('400 required http.X-Request-ID');
    expect(refusalOf(readText(text, headers('r', null)))).toBe('400 required http.X-Correlation-ID');
    expect(readText(text, headers('r', 'c'))).toMatchObject({ ok: true, value: { correlationId: 'c' } });
    expect(readText(JSON.stringify(transaction(MINIMAL_PATIENT)), headers(null, null)).ok).toBe(true);
    expect(readText(text).ok).toBe(true);
  });

  test('a repeat has the id of the first, and other messages have others', () => {
    const idOf = (bundle: unknown) => accepted(JSON.stringify(bundle)).messageId;
    const one = transaction(MINIMAL_PATIENT);
    expect(idOf(one)).toBe(idOf(structuredClone(one)));
    expect(idOf(one)).not.toBe(idOf(transaction({ ...MINIMAL_PATIENT, active: true })));
    expect(idOf({ ...one, id: 'abc' })).toBe('abc');
    expect(idOf({ ...one, id: 'abc', identifier: { system: 'https://sender.example', value: '7' } })).toBe(
      'https://sender.example|7',
    );
  });

  test('only interventions known here are taken as asked for', () => {
    const system = 'https://footbridge.example/CodeSystem/intervention';
    const code = {
      coding: [
        { system, code: 'LANG-INT' },
        { system, code: 'MADE-UP' },
      ],
    };
    const arrival = accepted(
      JSON.stringify(withRequest({ code, orderDetail: [{ coding: [{ system, code: 'NAV-GP' }] }] })),
    );
    expect(arrival.interventions).toEqual(['LANG-INT', 'NAV-GP']);
    expect(arrival.warnings).toMatchObject([{ code: 'code-invalid', at: 'Bundle.entry[1].resource.code' }]);
  });

  test.each([
    [undefined, 'not_known', 0],
    ['routine', 'routine', 0],
    ['urgent', 'urgent', 0],
    ['asap', 'urgent', 1],
    ['stat', 'urgent', 1],
  ])('priority %s is %s here', (priority, urgency, warned) => {
    const arrival = accepted(JSON.stringify(withRequest(priority === undefined ? {} : { priority })));
    expect(arrival.urgency).toBe(urgency);
    expect(arrival.warnings).toHaveLength(warned);
  });
});
