// Messages made to do harm: each gets a clear refusal or is taken as harmless text, and none is quoted back.
import { describe, expect, test } from 'vitest';
import {
  barsExample,
  MINIMAL_PATIENT,
  MINIMAL_REQUEST,
  PATIENT_URL,
  transaction,
} from '../../../../test/fhir-examples.ts';
import { knowledgeReader } from '../message-knowledge.ts';
import { readMessage } from '../read-message.ts';
import { LARGEST_MESSAGE, parseMessage } from './parse.ts';

const knowledge = knowledgeReader();
const headers = { required: false, requestId: null, correlationId: null };
const readText = (text: unknown) => readMessage(text, { ...knowledge(), today: '2026-03-10', headers });
const readPatient = (
  patient: Record<string, unknown>,
  ...rest: [Record<string, unknown>?, Record<string, unknown>[]?]
) => readText(JSON.stringify(transaction({ ...MINIMAL_PATIENT, ...patient }, ...rest)));

const refusalOf = (reading: ReturnType<typeof readText>): string =>
  reading.ok
    ? 'accepted'
    : `${reading.refusal.status} ${reading.refusal.issues[0].code} ${reading.refusal.issues[0].at ?? '-'}`;

describe('text that is not a message', () => {
  test.each<[string, unknown, string]>([
    ['nothing', '', '400 structure -'],
    ['white space', ' \n', '400 structure -'],
    ['no text at all', { resourceType: 'Bundle' }, '400 structure -'],
    ['half a message', '{"resourceType":"Bundle"', '400 structure -'],
    ['another format', '<Bundle xmlns="http://hl7.org/fhir"/>', '400 structure -'],
    ['a number', '7', '400 structure -'],
    ['null', 'null', '400 structure -'],
    ['a list', '[]', '400 structure -'],
    ['text', '"Bundle"', '400 structure -'],
    ['a null type', '{"resourceType":null}', '400 structure -'],
  ])('%s', (_, text, refusal) => {
    expect(refusalOf(readText(text))).toBe(refusal);
  });

  test('a broken message is told where it breaks and is not quoted', () => {
    const reading = readText('{"resourceType":"Bundle","secret":"Abrehet" "x"}');
    expect(reading).toMatchObject({ ok: false, refusal: { status: 400 } });
    const words = JSON.stringify(reading);
    expect(words).toMatch(/character 4\d/);
    expect(words).not.toContain('Abrehet');
  });
});

describe('size', () => {
  test('10 MB is refused before it is parsed', () => {
    expect(refusalOf(readText(`{"a":"${'x'.repeat(10 * 1024 * 1024)}`))).toBe('413 too-long -');
    expect(LARGEST_MESSAGE).toBeLessThan(10 * 1024 * 1024);
  });

  test('10,000 levels of lists, objects or extensions are refused without running out of stack', () => {
    const lists = `${'['.repeat(10_000)}${']'.repeat(10_000)}`;
    const objects = `${'{"a":'.repeat(10_000)}1${'}'.repeat(10_000)}`;
    expect(refusalOf(readText(lists))).toMatch(/^422 too-costly/);
    expect(refusalOf(readText(objects))).toMatch(/^422 too-costly/);
    const deep = `${'{"extension":[{"url":"u","valueReference":'.repeat(2000)}{}${'}]}'.repeat(2000)}`;
    expect(refusalOf(readText(`{"resourceType":"Bundle","type":"transaction","extra":${deep}}`))).toMatch(
      /^422 too-costly/,
    );
  });

  test('too many values, entries, names and ways to call are refused', () => {
    expect(refusalOf(readText(`[${'0,'.repeat(150_000)}0]`))).toMatch(/^422 too-costly/);
    const others = Array.from({ length: 500 }, () => ({ resourceType: 'Basic', code: { text: 'x' } }));
    expect(
      refusalOf(
        readText(
          JSON.stringify({
            ...transaction(MINIMAL_PATIENT),
            entry: others.map(resource => ({ resource })).concat(others.map(resource => ({ resource }))),
          }),
        ),
      ),
    ).toBe('422 too-costly Bundle.entry');
    expect(refusalOf(readPatient({ name: Array.from({ length: 30 }, (_, n) => ({ text: `A${n}` })) }))).toBe(
      '422 too-costly Bundle.entry[0].resource.name',
    );
    expect(
      refusalOf(
        readPatient({
          telecom: Array.from({ length: 90 }, (_, n) => ({ system: 'phone', value: `07700 9000${n}` })),
        }),
      ),
    ).toBe('422 too-costly Bundle.entry[0].resource.telecom');
    expect(refusalOf(readPatient({ name: [{ text: 'A'.repeat(301) }] }))).toBe(
      '422 too-long Bundle.entry[0].resource.name[0]',
    );
  });

  test('what a message is known by has an end', () => {
    const long = 'x'.repeat(501);
    const refused = (bundle: object) =>
      refusalOf(readText(JSON.stringify({ ...transaction(MINIMAL_PATIENT), ...bundle })));
    expect(refused({ id: long })).toBe('422 too-long Bundle.id');
    expect(refused({ identifier: { system: 'x', value: long } })).toBe('422 too-long Bundle.identifier');
    expect(refused({ id: long.slice(1) })).toBe('accepted');
  });

  test('a list of 50,000 faults answers with 20, soon', () => {
    const reading = readPatient({ contact: Array.from({ length: 20_000 }, () => ({ wrong: 1 })) });
    expect(reading).toMatchObject({ ok: false, refusal: { status: 400 } });
    if (!reading.ok) expect(reading.refusal.issues).toHaveLength(20);
  });

  test('reasons without end are cut in what is shown and kept whole in the message', () => {
    const note = [{ text: 'word '.repeat(20_000) }];
    const reading = readPatient({}, { ...MINIMAL_REQUEST, note });
    if (!reading.ok) throw new Error(refusalOf(reading));
    expect(reading.value.reason.length).toBeLessThan(21_000);
    expect(reading.value.reason).toContain('The rest is in the message as it was sent');
    expect(reading.value.kept.length).toBeGreaterThan(90_000);
    expect(reading.value.warnings).toMatchObject([{ code: 'too-long' }]);
  });
});

describe('keys that every object has', () => {
  test.each(['__proto__', 'constructor', 'prototype', 'hasOwnProperty', 'toString'])(
    '%s is an unknown element and changes nothing',
    key => {
      const text = JSON.stringify(transaction(MINIMAL_PATIENT)).replace(
        '"Patient",',
        `"Patient","${key}":{"polluted":"yes"},`,
      );
      expect(refusalOf(readText(text))).toBe(`400 structure Bundle.entry[0].resource.${key}`);
      expect(({} as Record<string, unknown>).polluted).toBeUndefined();
    },
  );

  test.each(['__proto__', 'constructor', 'toString'])('as a name or a code %s is itself', key => {
    const extension = [
      {
        url: 'https://fhir.hl7.org.uk/StructureDefinition/Extension-UKCore-EthnicCategory',
        valueCodeableConcept: { coding: [{ system: 'x', code: key }] },
      },
    ];
    const language = {
      coding: [{ system: 'https://fhir.hl7.org.uk/CodeSystem/UKCore-HumanLanguage', code: key }],
    };
    const coding = [{ system: 'http://terminology.hl7.org/CodeSystem/v3-RoleCode', code: key }];
    const contact = [{ relationship: [{ coding }], telecom: [{ system: 'phone', value: '1' }] }];
    const reading = readPatient({ name: [{ text: key }], extension, communication: [{ language }], contact });
    if (!reading.ok) throw new Error(refusalOf(reading));
    const { contactPoints, facts } = reading.value.person;
    expect(contactPoints).toMatchObject([{ belongsTo: 'family' }]);
    expect(facts).toContainEqual({
      kind: 'ethnic_category',
      answer: { status: 'answered', value: { code: key, system: 'x', label: key } },
    });
    expect(facts.some(({ kind }) => kind === 'communication_needs')).toBe(false);
  });

  test('as a type of resource, an id or a reference they find nothing', () => {
    expect(refusalOf(readText('{"resourceType":"__proto__"}'))).toBe('400 structure -');
    const request = { ...MINIMAL_REQUEST, subject: { reference: '__proto__' } };
    expect(refusalOf(readPatient({}, request))).toBe('422 not-found Bundle.entry[1].resource.subject');
    expect(refusalOf(readPatient({}, { ...MINIMAL_REQUEST, subject: { reference: '#constructor' } }))).toBe(
      '422 not-found Bundle.entry[1].resource.subject',
    );
  });
});

describe('characters', () => {
  test('emoji, right-to-left, joiners and HTML are names like any other', () => {
    const names = [
      '😀 Amira 👩‍👩‍👧',
      'محمد عبد الله',
      'ሰላም ተስፋይ',
      '\u202eevil',
      '<script>alert(1)</script>',
      "'; drop table people; --",
      'O’Brien‐Ní',
    ];
    for (const text of names) {
      const reading = readPatient({ name: [{ text }] });
      if (!reading.ok) throw new Error(refusalOf(reading));
      expect(reading.value.person.names[0].fullName).toBe(text);
    }
  });

  test('what a database cannot hold is refused at its element', () => {
    expect(refusalOf(readPatient({ name: [{ text: 'A\u0000B' }] }))).toBe(
      '400 value Bundle.entry[0].resource.name[0].text',
    );
    expect(refusalOf(readPatient({ name: [{ text: 'A\ud800B' }] }))).toBe(
      '400 value Bundle.entry[0].resource.name[0].text',
    );
  });
});

describe('dates', () => {
  test.each([
    ['2024-02-30', '400 value'],
    ['0000', '400 value'],
    ['0000-00-00', '400 value'],
    ['2024-00', '400 value'],
    ['30/02/1990', '400 value'],
    ['99999', '400 value'],
    ['2027-01-01', '422 value'],
    ['1700', '422 value'],
    ['1990', 'accepted'],
    ['1990-01', 'accepted'],
    ['2026', 'accepted'],
  ])('a birth date of %s: %s', (birthDate, refusal) => {
    const reading = readPatient({ birthDate });
    expect(refusalOf(reading)).toBe(
      refusal === 'accepted' ? refusal : `${refusal} Bundle.entry[0].resource.birthDate`,
    );
    if (reading.ok) expect(reading.value.person.birthDate).toEqual({ status: 'answered', value: birthDate });
  });

  test('a day that never was is refused in any part of the message', () => {
    expect(refusalOf(readPatient({}, { ...MINIMAL_REQUEST, authoredOn: '2025-02-29T10:00:00Z' }))).toBe(
      '400 value Bundle.entry[1].resource.authoredOn',
    );
    expect(refusalOf(readPatient({ address: [{ text: 'x', period: { end: '2025-06-31' } }] }))).toBe(
      '400 value Bundle.entry[0].resource.address[0].period.end',
    );
  });
});

describe('references', () => {
  test('in circles do no harm', () => {
    const url = (n: number) => `urn:uuid:0f7a1a1e-0000-4000-8000-1000000000${n}`;
    const role = {
      resourceType: 'PractitionerRole',
      practitioner: { reference: url(11) },
      organization: { reference: url(12) },
    };
    const practitioner = { resourceType: 'Practitioner', name: [{ text: 'Dr A' }] };
    const organization = { resourceType: 'Organization', name: 'B', partOf: { reference: url(12) } };
    const request = {
      ...MINIMAL_REQUEST,
      requester: { reference: url(10) },
      basedOn: [{ reference: url(13) }],
    };
    const plan = {
      resourceType: 'CarePlan',
      status: 'active',
      intent: 'plan',
      subject: { reference: PATIENT_URL },
      basedOn: [{ reference: url(13) }],
      partOf: [{ reference: url(13) }],
    };
    const reading = readPatient({ link: [{ other: { reference: PATIENT_URL }, type: 'seealso' }] }, request, [
      role,
      practitioner,
      organization,
      plan,
    ]);
    if (!reading.ok) throw new Error(refusalOf(reading));
    expect(reading.value.referrer).toMatchObject({ name: 'Dr A', organisation: 'B' });
    expect(reading.value.warnings).toEqual([]);
  });

  test('two records with one address or one id cannot be told apart', () => {
    const bundle = JSON.parse(barsExample('REFREQ03'));
    const same = structuredClone(bundle);
    same.entry[3].fullUrl = same.entry[2].fullUrl;
    expect(refusalOf(readText(JSON.stringify(same)))).toBe('400 invariant Bundle.entry[3].fullUrl');
    const ids = transaction({ ...MINIMAL_PATIENT, id: 'a' }, MINIMAL_REQUEST, [
      { ...MINIMAL_PATIENT, id: 'a' },
    ]);
    expect(refusalOf(readText(JSON.stringify(ids)))).toBe('400 invariant Bundle.entry[2].resource.id');
  });

  test('a message full of lost references is answered briefly', () => {
    const supportingInfo = Array.from({ length: 5000 }, (_, n) => ({ reference: `Observation/${n}` }));
    const reading = readPatient({}, { ...MINIMAL_REQUEST, supportingInfo });
    if (!reading.ok) throw new Error(refusalOf(reading));
    expect(reading.value.warnings).toHaveLength(51);
    expect(reading.value.warnings.at(-1)?.text).toBe('4950 more references lead nowhere.');
  });
});

test('limits leave room: the largest published message uses a fiftieth of them', () => {
  const text = barsExample('REFREQ8D');
  expect(text.length * 50).toBeLessThan(LARGEST_MESSAGE);
  expect(parseMessage(text).ok).toBe(true);
});
