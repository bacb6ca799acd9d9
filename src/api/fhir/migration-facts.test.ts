// Facts about migration that a message carries are sealed, and shown nowhere.
import type { Bundle, OperationOutcome, Patient, ServiceRequest } from '@medplum/fhirtypes';
import { beforeAll, describe, expect, test } from 'vitest';
import { MINIMAL_PATIENT, MINIMAL_REQUEST, transaction } from '../../../test/fhir-examples.ts';
import { everythingOpen, idIn, keptMessage, type OpenInterface, openInterface } from './interface.fixture.ts';

let db: OpenInterface['db'];
let send: OpenInterface['send'];
let get: OpenInterface['get'];
beforeAll(async () => {
  ({ db, send, get } = await openInterface());
});

describe('facts about migration', () => {
  const url = (name: string) => `https://fhir.hl7.org.uk/StructureDefinition/${name}`;
  const core = (name: string) => `http://hl7.org/fhir/StructureDefinition/${name}`;
  const patient = {
    ...MINIMAL_PATIENT,
    birthDate: '1991',
    extension: [
      { url: core('patient-birthPlace'), valueAddress: { city: 'Keren', country: 'ER' } },
      {
        url: core('patient-citizenship'),
        extension: [{ url: 'code', valueCodeableConcept: { text: 'Eritrean national' } }],
      },
      {
        url: url('Extension-UKCore-ResidentialStatus'),
        valueCodeableConcept: { coding: [{ code: 'H', display: 'Marker residential status' }] },
      },
      {
        url: url('Extension-UKCore-OverseasVisitorChargingCategory'),
        valueCodeableConcept: { coding: [{ code: 'D', display: 'Marker charging category' }] },
      },
      {
        url: url('Extension-UKCore-NHSNumberUnavailableReason'),
        valueCodeableConcept: { coding: [{ code: 'overseas-patient' }] },
      },
      {
        url: url('Extension-UKCore-BirthSex'),
        valueCodeableConcept: { coding: [{ code: 'F', display: 'Marker birth sex' }] },
      },
      { url: core('patient-interpreterRequired'), valueBoolean: true },
    ],
    communication: [
      {
        language: { coding: [{ system: 'urn:ietf:bcp:47', code: 'ti', display: 'Tigrinya' }] },
        preferred: true,
      },
    ],
  };
  const snomed = (code: string, display: string) => ({
    coding: [{ system: 'http://snomed.info/sct', code, display }],
  });
  const request = {
    ...MINIMAL_REQUEST,
    reasonCode: [snomed('390790000', 'Asylum seeker (person)'), { text: 'Lonely since the move' }],
  };
  const others = [
    {
      resourceType: 'Observation',
      status: 'final',
      code: snomed('315354004', 'Country of birth'),
      valueCodeableConcept: { text: 'Marker country' },
    },
    {
      resourceType: 'Condition',
      subject: MINIMAL_REQUEST.subject,
      code: snomed('728631000000108', 'Asylum seeker with humanitarian protection status'),
    },
  ];
  const HIDDEN = ['Keren', 'Eritrean', 'Marker', 'overseas-patient', 'sylum', '390790000', 'humanitarian'];

  test('stay in the sealed message and are nowhere else: no table, no answer, no reading', async () => {
    const answer = await send(transaction(patient, request, others));
    expect(answer.statusCode).toBe(201);
    const id = idIn(answer.headers.location);
    const read = await get(`ServiceRequest/${id}`);
    const person = await get(String(read.json<ServiceRequest>().subject?.reference));
    const shown = [await everythingOpen(db), answer.body, read.body, person.body].join('\n');
    for (const words of HIDDEN) expect(shown, words).not.toContain(words);
    expect(read.body).toContain('Lonely since the move');
    expect(person.json<Patient>()).toMatchObject({
      extension: [{ url: core('patient-interpreterRequired'), valueBoolean: true }],
      birthDate: '1991',
      communication: [{ language: { coding: [{ system: 'urn:ietf:bcp:47', code: 'ti' }] }, preferred: true }],
    });
    const outcome = answer.json<Bundle>().entry?.[1]?.response?.outcome as OperationOutcome;
    expect(outcome.issue?.map(issue => issue.expression?.[0])).toContain(
      'Bundle.entry[1].resource.reasonCode[0]',
    );
    const { text: kept } = await keptMessage(db, id);
    for (const words of HIDDEN) expect(kept, words).toContain(words);
  });
});
