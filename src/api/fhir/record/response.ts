// The answer to a message that became a referral: a BaRS response message, or the response of a transaction.
import type {
  Bundle,
  BundleEntry,
  MessageHeader,
  OperationOutcome,
  ServiceRequest,
} from '@medplum/fhirtypes';
import { Temporal } from 'temporal-polyfill';
import { formatInstant } from '#kernel';
import type { Received } from '#referrals';
import type { MessageArrival } from '../arrival.ts';
import { operationOutcome } from '../outcome.ts';

export const REFERENCE_SYSTEM = 'https://footbridge.example/Id/referral-reference';
const EVENTS = 'https://fhir.nhs.uk/CodeSystem/message-events-bars';
const REASONS = 'https://fhir.nhs.uk/CodeSystem/message-reason-bars';
const CATEGORIES = 'https://fhir.nhs.uk/CodeSystem/message-category-servicerequest';

export type Answering = {
  readonly arrival: MessageArrival;
  readonly received: Received;
  readonly newId: () => string;
  readonly at: Temporal.Instant;
  /** Where this interface is: `https://…/fhir/R4`. */
  readonly base: string;
  readonly version: string;
};

/** What was taken in and what was odd about it. */
function receiptOutcome({ arrival, received }: Pick<Answering, 'arrival' | 'received'>): OperationOutcome {
  const due = formatInstant(Temporal.Instant.from(received.respondBy));
  return operationOutcome([
    {
      severity: 'information',
      code: 'informational',
      at: null,
      text: `Referral ${received.reference} was received. An answer is due by ${due}.`,
    },
    ...arrival.warnings,
  ]);
}

/** The ServiceRequest as it stands the moment after it was received. */
const receivedRequest = ({ received, at }: Answering): ServiceRequest => ({
  resourceType: 'ServiceRequest',
  id: received.referralId,
  identifier: [{ system: REFERENCE_SYSTEM, value: received.reference }],
  status: 'active',
  intent: 'order',
  category: [{ coding: [{ system: CATEGORIES, code: 'referral' }] }],
  subject: { reference: `Patient/${received.personId}` },
  authoredOn: at.toString(),
});

/** BaRS: a new message in the same conversation, whose response names the Bundle it answers. */
export function responseMessage(answering: Answering): Bundle {
  const { arrival, newId, at } = answering;
  const [header, request, outcome] = [newId(), newId(), newId()].map(id => `urn:uuid:${id}`) as [
    string,
    string,
    string,
  ];
  return {
    resourceType: 'Bundle',
    id: newId(),
    type: 'message',
    timestamp: at.toString(),
    entry: [
      { fullUrl: header, resource: responseHeader(answering, request, outcome, arrival) },
      { fullUrl: request, resource: receivedRequest(answering) },
      { fullUrl: outcome, resource: receiptOutcome(answering) },
    ],
  };
}

function responseHeader(
  { base, version }: Answering,
  request: string,
  outcome: string,
  { envelope }: MessageArrival,
): MessageHeader {
  const header = envelope.header?.resource;
  const endpoint = header?.source?.endpoint;
  return {
    resourceType: 'MessageHeader',
    eventCoding: { system: EVENTS, code: 'servicerequest-response' },
    ...(endpoint
      ? { destination: [{ endpoint, ...(header?.source?.name ? { name: header.source.name } : {}) }] }
      : {}),
    source: { name: 'Footbridge', software: 'Footbridge', version, endpoint: base },
    reason: { coding: [{ system: REASONS, code: 'new' }] },
    response: {
      identifier: envelope.bundle.id ?? header?.id ?? 'unknown',
      code: 'ok',
      details: { reference: outcome },
    },
    focus: [{ reference: request }],
  };
}

/** One answer an entry, in order (https://hl7.org/fhir/R4/http.html#trules). What has no record of its own says so. */
export function transactionResponse(answering: Answering): Bundle {
  const { arrival, received, at, newId } = answering;
  const { bundle, request, patient } = arrival.envelope;
  const made = (location: string, outcome?: OperationOutcome): BundleEntry => ({
    response: {
      status: '201 Created',
      location,
      lastModified: at.toString(),
      ...(outcome ? { outcome } : {}),
    },
  });
  const kept = operationOutcome([
    {
      severity: 'information',
      code: 'informational',
      at: null,
      text: 'Kept with the message; not a record of its own here.',
    },
  ]);
  return {
    resourceType: 'Bundle',
    id: newId(),
    type: 'transaction-response',
    entry: (bundle.entry ?? []).map(({ resource }): BundleEntry => {
      if (resource === request.resource)
        return made(`ServiceRequest/${received.referralId}`, receiptOutcome(answering));
      if (resource === patient.resource) return made(`Patient/${received.personId}`);
      return { response: { status: '202 Accepted', outcome: kept } };
    }),
  };
}
