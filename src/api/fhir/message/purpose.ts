// Is this a new referral at all? Decided first, so that a booking is told it is a booking and not which of its commas is wrong.
import { type Reading, read, refuse } from '../outcome.ts';

const MESSAGE_EVENTS = 'https://fhir.nhs.uk/CodeSystem/message-events-bars';
const MESSAGE_REASONS = 'https://fhir.nhs.uk/CodeSystem/message-reason-bars';
const HEADER = 'Bundle.entry[0].resource';

type Loose = Readonly<Record<string, unknown>>;

const objectAt = (value: unknown, key: string): unknown =>
  typeof value === 'object' && value !== null && Object.hasOwn(value, key)
    ? (value as Loose)[key]
    : undefined;
const follow = (value: unknown, ...keys: string[]): unknown => keys.reduce(objectAt, value);
const listOf = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : []);

/**
 * Accepts a transaction, and a BaRS message `servicerequest-request` with reason `new` (BaRS core 1.4: MessageHeader carries
 * event, reason and focus). Looks at nothing else; works on any JSON value.
 */
export function readPurpose(body: unknown): Reading<'message' | 'transaction'> {
  if (objectAt(body, 'resourceType') !== 'Bundle') {
    return refuse(
      400,
      'structure',
      null,
      'Send a FHIR Bundle of type message or transaction, with a Patient and a ServiceRequest.',
    );
  }
  const type = objectAt(body, 'type');
  if (type === 'transaction') return read('transaction');
  if (type !== 'message') {
    return typeof type === 'string'
      ? refuse(
          422,
          'not-supported',
          'Bundle.type',
          'Only Bundles of type message or transaction are taken here.',
        )
      : refuse(400, 'required', 'Bundle.type', 'The type of the Bundle is required: message or transaction.');
  }
  const header = follow(listOf(objectAt(body, 'entry'))[0], 'resource');
  if (objectAt(header, 'resourceType') !== 'MessageHeader') {
    return refuse(
      400,
      'invariant',
      'Bundle.entry[0]',
      'The first entry of a message must be its MessageHeader (bdl-12).',
    );
  }
  return readHeader(header);
}

function readHeader(header: unknown): Reading<'message'> {
  const event = objectAt(header, 'eventCoding');
  if (event === undefined)
    return refuse(
      422,
      'not-supported',
      `${HEADER}.event`,
      'The event must be a coding of BaRS message events.',
    );
  if (objectAt(event, 'code') !== 'servicerequest-request') {
    return refuse(
      422,
      'not-supported',
      `${HEADER}.event`,
      'Only servicerequest-request is taken here: no bookings and no responses.',
    );
  }
  if (objectAt(event, 'system') !== MESSAGE_EVENTS) {
    return refuse(422, 'not-supported', `${HEADER}.event`, `The event must be a code of ${MESSAGE_EVENTS}.`);
  }
  const reasons = listOf(follow(header, 'reason', 'coding'));
  const reason = reasons.find(coding => objectAt(coding, 'system') === MESSAGE_REASONS);
  if (reason === undefined)
    return refuse(400, 'required', `${HEADER}.reason`, `A reason of ${MESSAGE_REASONS} is required.`);
  if (objectAt(reason, 'code') !== 'new') {
    return refuse(
      422,
      'not-supported',
      `${HEADER}.reason`,
      'Only the reason new is taken here. To change or cancel a referral, contact the service.',
    );
  }
  return read('message');
}
