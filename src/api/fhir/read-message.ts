// From the text of a message to an arrival, or to a refusal that names the element and why. Pure: no database, no clock of its own.
import type { Bundle } from '@medplum/fhirtypes';
import { INTERVENTIONS } from './arrival/concept.ts';
import { readConsent } from './arrival/consent.ts';
import { readContactPoints } from './arrival/contact-points.ts';
import {
  mayBeChild,
  noteDeath,
  readBirthDate,
  readEthnicity,
  readGender,
  readNhsNumber,
} from './arrival/identity.ts';
import { readCommunication } from './arrival/languages.ts';
import { readNames } from './arrival/names.ts';
import { readPractice } from './arrival/practice.ts';
import { readReason } from './arrival/reason.ts';
import { readReferrer } from './arrival/referrer.ts';
import { type MessageArrival, type Notes, takeNotes } from './arrival.ts';
import { type Envelope, openEnvelope } from './message/envelope.ts';
import { parseMessage } from './message/parse.ts';
import { readPurpose } from './message/purpose.ts';
import type { Shapes } from './message/r4-shapes.ts';
import { structureIssues } from './message/structure.ts';
import { type Reading, read, refuse, refuseAll } from './outcome.ts';

export type ReadOptions = {
  readonly shapes: Shapes;
  /** The day in London, YYYY-MM-DD. */
  readonly today: string;
  /** The codes of seeds/content/intervention-types.csv. */
  readonly interventions: ReadonlyMap<string, string>;
  readonly headers: MessageHeaders;
};

/** BaRS demands both ids over HTTP; a file has none. */
export type MessageHeaders = {
  readonly required: boolean;
  readonly requestId: string | null;
  readonly correlationId: string | null;
};

/** Reads a BaRS message or a transaction Bundle. Statuses: 400 unsound, 413 too large, 422 sound and not for us. */
export function readMessage(text: unknown, options: ReadOptions): Reading<MessageArrival> {
  const parsed = parseMessage(text);
  if (!parsed.ok) return parsed;
  const purpose = readPurpose(parsed.value);
  if (!purpose.ok) return purpose;
  const missing = purpose.value === 'message' ? missingHeader(options.headers) : null;
  if (missing !== null)
    return refuse(400, 'required', `http.${missing}`, `The header ${missing} is required with a message.`);
  const faults = structureIssues(options.shapes, parsed.value, 'Bundle');
  if (faults.length > 0) return refuseAll(400, faults);
  const kept = text as string;
  const envelope = openEnvelope(parsed.value as Bundle, purpose.value, kept);
  return envelope.ok ? arrivalOf(envelope.value, kept, options) : envelope;
}

const missingHeader = ({ required, requestId, correlationId }: MessageHeaders): string | null => {
  if (!required) return null;
  if (requestId === null) return 'X-Request-ID';
  return correlationId === null ? 'X-Correlation-ID' : null;
};

function arrivalOf(envelope: Envelope, kept: string, options: ReadOptions): Reading<MessageArrival> {
  const { request, patient, references, header } = envelope;
  const notes = takeNotes();
  notes.warnings.push(...envelope.warnings);
  const { person, lines } = readPerson(envelope, options.today, notes);
  const consent = readConsent(patient, references, notes);
  const practice = readPractice(patient, references);
  const reason = [readReason({ request, patient, references, notes }), ...lines, consent.line]
    .filter(Boolean)
    .join('\n');
  const arrival: MessageArrival = {
    messageId: envelope.messageId,
    correlationId: options.headers.correlationId,
    envelope,
    person: { ...person, gpRegistration: practice.registration },
    gpPractice: practice.practice,
    referrer: readReferrer(request, header, references),
    reason,
    urgency: readUrgency(envelope, notes),
    interventions: readInterventions(envelope, options.interventions, notes),
    consent: consent.consent,
    consentWording: consent.wording,
    authoredOn: request.resource.authoredOn ?? null,
    warnings: notes.warnings,
    kept,
  };
  return notes.faults.length > 0 ? refuseAll(422, notes.faults) : read(arrival);
}

type Person = Omit<MessageArrival['person'], 'gpRegistration'>;

function readPerson(
  { patient, references }: Envelope,
  today: string,
  notes: Notes,
): { person: Person; lines: readonly string[] } {
  const [first, ...others] = readNames(patient, today, notes);
  const birthDate = readBirthDate(patient, today, notes);
  const { nhsNumber, nhsNumberStatus, doubtful } = readNhsNumber(patient, notes);
  const { languages, interpreter, needs } = readCommunication(patient, references, notes);
  const facts = [readGender(patient), readEthnicity(patient)].filter(fact => fact !== null);
  const person: Person = {
    names: [first ?? { use: 'known_as', fullName: '' }, ...others],
    birthDate,
    nhsNumber,
    nhsNumberStatus,
    contactPoints: readContactPoints(patient, today, notes),
    languages,
    facts: [
      { kind: 'interpreter', answer: interpreter },
      ...facts,
      ...(needs.length > 0
        ? [
            {
              kind: 'communication_needs' as const,
              answer: { status: 'answered' as const, value: needs.join('\n') },
            },
          ]
        : []),
    ],
  };
  const lines = [
    ...(mayBeChild(birthDate, today) ? ['CHECK: the person may be under 18'] : []),
    ...(noteDeath(patient, notes) ? ['CHECK FIRST: the message says that the person has died'] : []),
    ...doubtful.map(number => `NHS number as sent, not right: ${number.slice(0, 40)}`),
  ];
  return { person, lines };
}

/** `asap` and `stat` are beyond what social prescribing can do: they are urgent here, and the sender is told. */
function readUrgency({ request: { resource, at } }: Envelope, notes: Notes): MessageArrival['urgency'] {
  if (resource.priority === undefined) return 'not_known';
  if (resource.priority === 'routine') return 'routine';
  if (resource.priority !== 'urgent') {
    notes.warn(
      'business-rule',
      `${at}.priority`,
      'This is not an emergency service. The referral is treated as urgent: answered within one working day.',
    );
  }
  return 'urgent';
}

function readInterventions(
  { request: { resource, at } }: Envelope,
  known: ReadonlyMap<string, string>,
  notes: Notes,
): readonly string[] {
  const concepts = [{ concept: resource.code, path: `${at}.code` }].concat(
    (resource.orderDetail ?? []).map((concept, place) => ({ concept, path: `${at}.orderDetail[${place}]` })),
  );
  const codes = new Set<string>();
  for (const { concept, path } of concepts) {
    for (const { system, code } of concept?.coding ?? []) {
      if (system !== INTERVENTIONS || code === undefined) continue;
      if (known.has(code)) codes.add(code);
      else
        notes.warn(
          'code-invalid',
          path,
          'This code of an intervention is not known here. It is kept with the message.',
        );
    }
  }
  return [...codes];
}
