// What the tests of an arrival share: a person and a request, sent as a transaction and read.
import {
  MINIMAL_PATIENT,
  MINIMAL_REQUEST,
  PATIENT_URL,
  transaction,
} from '../../../../test/fhir-examples.ts';
import type { MessageArrival } from '../arrival.ts';
import { knowledgeReader } from '../message-knowledge.ts';
import { readMessage } from '../read-message.ts';

export type Loose = Record<string, unknown>;
const knowledge = knowledgeReader();

/** Reads on 10 March 2026. Throws when the message is refused. */
export function arrive(patient: Loose, request: Loose = {}, others: Loose[] = []): MessageArrival {
  const bundle = transaction({ ...MINIMAL_PATIENT, ...patient }, { ...MINIMAL_REQUEST, ...request }, others);
  const reading = readMessage(JSON.stringify(bundle), {
    ...knowledge(),
    today: '2026-03-10',
    headers: { required: false, requestId: null, correlationId: null },
  });
  if (!reading.ok) throw new Error(JSON.stringify(reading.refusal));
  return reading.value;
}

export const UK_CORE = 'https://fhir.hl7.org.uk/StructureDefinition/';
export const person = { reference: PATIENT_URL };

/** A reference to the other resource at that place, counted from 0. */
export const other = (place: number) => ({
  reference: `urn:uuid:0f7a1a1e-0000-4000-8000-1000000000${place + 10}`,
});

/** Warnings as `code path`, the path without its first word. */
export const warned = ({ warnings }: MessageArrival) =>
  warnings.map(({ code, at }) => `${code} ${at?.replace('Bundle.entry', '')}`);

export const factOf = (arrival: MessageArrival, kind: string) =>
  arrival.person.facts.find(fact => fact.kind === kind)?.answer;
