// The parts of a sound Bundle that make a referral: its id, the ServiceRequest asked for and the Patient it is about.
import { createHash } from 'node:crypto';
import type { Bundle, MessageHeader, Patient, ServiceRequest } from '@medplum/fhirtypes';
import { type Issue, type Reading, read, refuse } from '../outcome.ts';
import { danglingReferences, entryPath, type Found, indexReferences, type References } from './references.ts';

export type Envelope = {
  readonly bundle: Bundle;
  readonly kind: 'message' | 'transaction';
  readonly messageId: string;
  readonly header: Found<MessageHeader> | null;
  readonly request: Found<ServiceRequest>;
  readonly patient: Found<Patient>;
  readonly references: References;
  readonly warnings: readonly Issue[];
};

const MOST_ENTRIES = 500;
const MOST_DANGLING = 50;
/** FHIR sets none for an identifier; a unique index must hold it. */
const LONGEST_MESSAGE_ID = 500;
const CATEGORIES = 'https://fhir.nhs.uk/CodeSystem/message-category-servicerequest';

/** Takes a Bundle whose structure was checked; `text` is what was sent. */
export function openEnvelope(
  bundle: Bundle,
  kind: 'message' | 'transaction',
  text: string,
): Reading<Envelope> {
  const unfit = entriesProblem(bundle, kind);
  if (unfit !== null) return unfit;
  const references = indexReferences(bundle);
  const header = kind === 'message' ? (references.ofType('MessageHeader')[0] ?? null) : null;
  const messageId = messageIdOf(bundle, header, kind, text);
  if (messageId === null)
    return refuse(400, 'required', 'Bundle.id', 'A message needs an id, so that a repeat is known.');
  if (messageId.length > LONGEST_MESSAGE_ID)
    return refuse(
      422,
      'too-long',
      bundle.identifier?.value ? 'Bundle.identifier' : 'Bundle.id',
      `What a message is known by may have at most ${LONGEST_MESSAGE_ID} characters.`,
    );
  const request = header ? requestInFocus(header, references) : onlyRequest(references);
  if (!request.ok) return request;
  const refusal = requestProblem(request.value);
  if (refusal !== null) return refusal;
  const patient = patientOf(request.value, references);
  if (!patient.ok) return patient;
  return read({
    bundle,
    kind,
    messageId,
    header,
    request: request.value,
    patient: patient.value,
    references,
    warnings: [...danglingWarnings(references), ...extraWarnings(references, kind, bundle)],
  });
}

function entriesProblem(bundle: Bundle, kind: 'message' | 'transaction'): ReturnType<typeof refuse> | null {
  const entries = bundle.entry ?? [];
  if (entries.length > MOST_ENTRIES)
    return refuse(422, 'too-costly', 'Bundle.entry', `A Bundle may hold at most ${MOST_ENTRIES} entries.`);
  const urls = new Set<string>();
  const ids = new Set<string>();
  for (const [place, { fullUrl, resource, request }] of entries.entries()) {
    const at = `Bundle.entry[${place}]`;
    if (resource === undefined && kind === 'message')
      return refuse(400, 'required', `${at}.resource`, 'Each entry must carry a resource.');
    if (fullUrl !== undefined && urls.has(fullUrl))
      return refuse(400, 'invariant', `${at}.fullUrl`, 'Two entries have the same fullUrl (bdl-7).');
    if (fullUrl !== undefined) urls.add(fullUrl);
    const id = resource?.id === undefined ? null : `${resource.resourceType}/${resource.id}`;
    if (id !== null && ids.has(id))
      return refuse(400, 'invariant', `${at}.resource.id`, 'Two entries of one type have the same id.');
    if (id !== null) ids.add(id);
    if (kind === 'message') continue;
    if (request === undefined)
      return refuse(400, 'required', `${at}.request`, 'Each entry of a transaction needs a request (bdl-3).');
    if (request.method !== 'POST' || resource === undefined || request.url !== resource.resourceType) {
      return refuse(
        422,
        'not-supported',
        `${at}.request`,
        'Only POST of the type of the resource is taken in a transaction.',
      );
    }
  }
  return null;
}

/** Bundle.identifier, else Bundle.id, else the id of the MessageHeader; a transaction without any is known by its bytes. */
function messageIdOf(
  bundle: Bundle,
  header: Found<MessageHeader> | null,
  kind: string,
  text: string,
): string | null {
  const { identifier } = bundle;
  if (identifier?.value)
    return identifier.system ? `${identifier.system}|${identifier.value}` : identifier.value;
  const id = bundle.id ?? header?.resource.id;
  if (id !== undefined) return id;
  return kind === 'transaction' ? `sha256:${createHash('sha256').update(text).digest('hex')}` : null;
}

function requestInFocus(
  header: Found<MessageHeader>,
  references: References,
): Reading<Found<ServiceRequest>> {
  const focus = header.resource.focus ?? [];
  const at = `${header.at}.focus`;
  if (focus.length === 0)
    return refuse(400, 'required', at, 'The focus of the message must be its ServiceRequest.');
  const found = focus.map(reference => references.resolve(reference, header));
  const lost = found.indexOf(undefined);
  if (lost !== -1)
    return refuse(422, 'not-found', `${at}[${lost}]`, 'The focus refers to nothing in this message.');
  const requests = found.filter(isServiceRequest);
  const [request] = requests;
  if (request === undefined)
    return refuse(422, 'not-supported', `${at}[0]`, 'The focus of the message must be a ServiceRequest.');
  if (requests.length > 1)
    return refuse(422, 'multiple-matches', at, 'Send one referral in one message: the focus names several.');
  return read(request);
}

const isServiceRequest = (found: Found | undefined): found is Found<ServiceRequest> =>
  found?.resource.resourceType === 'ServiceRequest';

function onlyRequest(references: References): Reading<Found<ServiceRequest>> {
  const requests = references.ofType('ServiceRequest');
  const [request, second] = requests;
  if (request === undefined)
    return refuse(422, 'required', 'Bundle.entry', 'A referral needs a ServiceRequest.');
  if (second !== undefined)
    return refuse(
      422,
      'multiple-matches',
      second.at,
      'Send one referral in one transaction: there are several.',
    );
  return read(request);
}

function requestProblem({ resource, at }: Found<ServiceRequest>): ReturnType<typeof refuse> | null {
  const category =
    resource.category?.findIndex(each =>
      each.coding?.some(c => c.system === CATEGORIES && c.code !== 'referral'),
    ) ?? -1;
  if (category !== -1) {
    return refuse(
      422,
      'not-supported',
      `${at}.category[${category}]`,
      'Only the category referral is taken here, not validation.',
    );
  }
  if (resource.status !== 'active') {
    return refuse(422, 'business-rule', `${at}.status`, 'A new referral must have the status active.');
  }
  if (resource.doNotPerform)
    return refuse(422, 'business-rule', `${at}.doNotPerform`, 'This request asks that nothing be done.');
  return resource.modifierExtension?.length ? unknownModifier(at) : null;
}

const unknownModifier = (at: string) =>
  refuse(
    422,
    'not-supported',
    `${at}.modifierExtension[0]`,
    'A modifier extension may change the meaning, and none is known here.',
  );

function patientOf(request: Found<ServiceRequest>, references: References): Reading<Found<Patient>> {
  const at = `${request.at}.subject`;
  const subject = request.resource.subject;
  const found = references.resolve(subject, request) ?? byIdentifier(subject?.identifier, references);
  if (found === undefined)
    return refuse(
      422,
      'not-found',
      at,
      'The subject refers to nothing in this message. Send the Patient with it.',
    );
  if (found.resource.resourceType !== 'Patient')
    return refuse(422, 'not-supported', at, 'The subject must be a Patient.');
  if (found.resource.modifierExtension?.length) {
    return unknownModifier(found.at);
  }
  return read(found as Found<Patient>);
}

type LogicalReference = { readonly system?: string; readonly value?: string } | undefined;

const byIdentifier = (wanted: LogicalReference, references: References): Found | undefined => {
  if (!wanted?.value || !wanted.system) return undefined;
  const matching = references
    .ofType('Patient')
    .filter(({ resource }) =>
      resource.identifier?.some(each => each.system === wanted.system && each.value === wanted.value),
    );
  return matching.length === 1 ? matching[0] : undefined;
};

function danglingWarnings(references: References): readonly Issue[] {
  const dangling = danglingReferences(references);
  const warnings = dangling.slice(0, MOST_DANGLING).map(({ at }) => ({
    severity: 'warning' as const,
    code: 'not-found' as const,
    at,
    text: 'This refers to nothing in the message. The reference is kept with the message.',
  }));
  const more = dangling.length - warnings.length;
  if (more <= 0) return warnings;
  return [
    ...warnings,
    { severity: 'warning', code: 'not-found', at: 'Bundle', text: `${more} more references lead nowhere.` },
  ];
}

function extraWarnings(references: References, kind: string, bundle: Bundle): readonly Issue[] {
  const warnings: Issue[] = [];
  const warn = (at: string, text: string): void =>
    void warnings.push({ severity: 'warning', code: 'incomplete', at, text });
  for (const type of ['Patient', 'ServiceRequest'] as const) {
    const count = references.ofType(type).length;
    if (count > 1)
      warn(
        'Bundle.entry',
        `The message holds ${count} of ${type}. Only the one referred becomes a referral; the rest is kept with the message.`,
      );
  }
  if (kind === 'message') return warnings;
  bundle.entry?.forEach(({ request }, place) => {
    if (request?.ifNoneExist)
      warn(
        `${entryPath(place).replace('.resource', '.request')}.ifNoneExist`,
        'Conditional creation is not used: people decide here whether two records are one person.',
      );
  });
  return warnings;
}
