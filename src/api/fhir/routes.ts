// The addresses of the FHIR interface: send a referral, read back what one's own organisation sent, and what can be done here.
import { sql } from 'kysely';
import { asActor, type Ctx, organisationOf } from '#database';
import { isUuid, londonDay, sealingKeys, uuidv7 } from '#kernel';
import { loadPersonRecord } from '#people';
import { loadReferral, type Received } from '#referrals';
import { type Answered, json, type Req, type Route } from '#web';
import type { MessageArrival, Practice } from './arrival.ts';
import { capabilityStatement } from './capability.ts';
import { LARGEST_MESSAGE } from './message/parse.ts';
import { knowledgeReader } from './message-knowledge.ts';
import { operationOutcome, type Refusal, refuse } from './outcome.ts';
import { readMessage } from './read-message.ts';
import { toPatient } from './record/patient.ts';
import { responseMessage, transactionResponse } from './record/response.ts';
import { toServiceRequest, toTask } from './record/service-request.ts';
import { SEALING_PURPOSE, takeIn } from './take-in.ts';

const TYPE = 'application/fhir+json';
const JSON_TYPES = /^application\/(fhir\+)?json\s*(;|$)/i;
const HEADER_VALUE = /^[\w.:/-]{1,100}$/;
const knowledge = knowledgeReader();

const baseOf = ({ services }: Req): string => `${services.config.origin}/fhir/R4`;

/** X-Request-ID and X-Correlation-ID: one plain value each, or as good as absent. */
function headerOf(req: Req, name: 'x-request-id' | 'x-correlation-id'): string | null {
  const value = req.headers[name];
  return typeof value === 'string' && HEADER_VALUE.test(value) ? value : null;
}

function echoed(req: Req): Record<string, string> {
  const [requestId, correlationId] = [headerOf(req, 'x-request-id'), headerOf(req, 'x-correlation-id')];
  return {
    ...(requestId ? { 'x-request-id': requestId } : {}),
    ...(correlationId ? { 'x-correlation-id': correlationId } : {}),
  };
}

const answerRefusal = (req: Req, { status, issues }: Refusal): Answered =>
  json(operationOutcome(issues, status), { status, type: TYPE, headers: echoed(req) });

/** The message is read before a transaction is opened, so that no connection waits for it and a refusal needs none. */
async function receive(req: Req): Promise<Answered> {
  const { services, actor, requestId } = req;
  if (!JSON_TYPES.test(String(req.headers['content-type'] ?? ''))) {
    return answerRefusal(req, refuse(415, 'not-supported', 'http.Content-Type', `Send ${TYPE}.`).refusal);
  }
  const correlationId = headerOf(req, 'x-correlation-id');
  const reading = readMessage(req.body, {
    ...knowledge(),
    today: londonDay(services.clock()).toString(),
    headers: { required: true, requestId: headerOf(req, 'x-request-id'), correlationId },
  });
  if (!reading.ok) return answerRefusal(req, reading.refusal);
  const { secret, oldSecret } = services.config;
  const keys = sealingKeys(SEALING_PURPOSE, secret, ...(oldSecret ? [oldSecret] : []));
  const arrival = reading.value;
  const taken = await asActor(services.database, actor, ctx => takeIn(ctx, arrival, keys), { requestId });
  return taken.ok ? answerReceived(req, arrival, taken.value) : answerRefusal(req, taken.refusal);
}

function answerReceived(req: Req, arrival: MessageArrival, received: Received): Answered {
  const { version, clock } = req.services;
  const answering = { arrival, received, newId: uuidv7, at: clock(), base: baseOf(req), version };
  const body =
    arrival.envelope.kind === 'message' ? responseMessage(answering) : transactionResponse(answering);
  const headers = { ...echoed(req), location: `${baseOf(req)}/ServiceRequest/${received.referralId}` };
  return json(body, { status: 201, type: TYPE, headers });
}

/** Another organisation's record, a record that never was and a malformed id are told apart by nobody. */
const nothingHere = (req: Req): Answered =>
  answerRefusal(
    req,
    refuse(404, 'not-found', null, 'There is no such record, or it is not one your organisation sent.')
      .refusal,
  );

const readable = (req: Req): string | null => (req.params.id && isUuid(req.params.id) ? req.params.id : null);

async function readPatient(req: Req): Promise<Answered> {
  const id = readable(req);
  const [person, practice] = id
    ? await Promise.all([loadPersonRecord(req.ctx, id), loadPractice(req.ctx, id)])
    : [null, null];
  if (!person) return nothingHere(req);
  return json(toPatient(person, practice), {
    type: TYPE,
    headers: echoed(req),
    subject: { type: 'person', id: person.id },
  });
}

/** The GP practice of a person; sent with the question for the person, so that neither waits. */
async function loadPractice(ctx: Ctx, personId: string): Promise<Practice | null> {
  const { rows } = await sql<Practice>`select g.ods_code as "odsCode", g.name from people p
    join referring_organisations g on g.organisation_id = p.organisation_id and g.id = p.gp_practice_id
    where p.organisation_id = ${organisationOf(ctx.actor)}::uuid and p.id = ${personId}::uuid`.execute(
    ctx.tx,
  );
  return rows[0] ?? null;
}

async function readReferral(req: Req, as: 'ServiceRequest' | 'Task'): Promise<Answered> {
  const id = readable(req);
  const referral = id && (await loadReferral(req.ctx, id));
  if (!referral) return nothingHere(req);
  const body = as === 'Task' ? toTask(referral) : toServiceRequest(referral, knowledge().interventions);
  return json(body, { type: TYPE, headers: echoed(req), subject: { type: 'referral', id: referral.id } });
}

const receiving = (path: string): Route => ({
  method: 'POST',
  path,
  who: 'api-client',
  audit: 'message.received',
  bodyLimit: LARGEST_MESSAGE,
  ownTransactions: true,
  handle: receive,
});

export const routes: readonly Route[] = [
  {
    method: 'GET',
    path: '/fhir/R4/metadata',
    who: 'anyone',
    audit: { none: 'says what this interface can do' },
    handle: ({ services }) =>
      json(capabilityStatement({ origin: services.config.origin, version: services.version }), {
        type: TYPE,
      }),
  },
  receiving('/fhir/R4'),
  receiving('/fhir/R4/'),
  receiving('/fhir/R4/$process-message'),
  {
    method: 'GET',
    path: '/fhir/R4/Patient/:id',
    who: 'api-client',
    audit: 'person.viewed',
    handle: readPatient,
  },
  {
    method: 'GET',
    path: '/fhir/R4/ServiceRequest/:id',
    who: 'api-client',
    audit: 'referral.viewed',
    handle: req => readReferral(req, 'ServiceRequest'),
  },
  {
    method: 'GET',
    path: '/fhir/R4/Task/:id',
    who: 'api-client',
    audit: 'referral.viewed',
    handle: req => readReferral(req, 'Task'),
  },
];
