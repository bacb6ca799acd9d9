// Languages, interpreter and how to communicate, from codes old and new.
import { describe, expect, test } from 'vitest';
import { arrive, factOf, type Loose, other, person, UK_CORE } from './arrival.fixture.ts';

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
