// Takes an arrived message in: once only, sealed whole, as a referral of the organisation that the sender belongs to.
import { sql } from 'kysely';
import { Temporal } from 'temporal-polyfill';
import { type Ctx, organisationOf } from '#database';
import {
  formatInstant,
  formatPartialDate,
  isPartialDate,
  type ReferringOrganisationId,
  type SealingKeys,
  seal,
} from '#kernel';
import { type Received, type ReferralArrival, receiveReferral } from '#referrals';
import type { MessageArrival } from './arrival.ts';
import { type Reading, read, refuse } from './outcome.ts';

export const SEALING_PURPOSE = 'received-message';
const FORM_VERSION = 'fhir-r4-1';

/** Where a sealed message may be opened: the same words must be given to `open`. */
export const sealingContext = (organisation: string, id: string): string =>
  `${organisation}|received_messages|payload_sealed|${id}`;

/** 409 duplicate when the message id was taken in before; then nothing is changed. */
export async function takeIn(
  ctx: Ctx,
  arrival: MessageArrival,
  keys: SealingKeys,
): Promise<Reading<Received>> {
  // Three statements that travel together; nothing but the message is written before it is known to be new.
  const [messageId, sender, practice] = await Promise.all([
    keepMessage(ctx, arrival, keys),
    senderOf(ctx, arrival.referrer.odsCode),
    practiceId(ctx, arrival.gpPractice?.odsCode ?? null),
  ]);
  if (messageId === null) {
    return refuse(409, 'duplicate', 'Bundle.id', 'This message was taken in before. Nothing was changed.');
  }
  const received = await receiveReferral(ctx, toReferral(arrival, { messageId, sender, practice }));
  ctx.record({
    event: 'message.received',
    subject: { type: 'received-message', id: messageId },
    detail: {
      referralId: received.referralId,
      warnings: arrival.warnings.map(({ code, at }) => ({ code, at })),
    },
  });
  return read(received);
}

async function keepMessage(ctx: Ctx, arrival: MessageArrival, keys: SealingKeys): Promise<string | null> {
  const organisation = organisationOf(ctx.actor);
  const id = ctx.newId();
  const sealed = seal(keys, arrival.kept, sealingContext(organisation, id));
  const row = await ctx.tx
    .insertInto('received_messages')
    .values({
      organisation_id: organisation,
      id,
      client_id: ctx.actor.kind === 'client' ? ctx.actor.clientId : null,
      message_id: arrival.messageId,
      correlation_id: arrival.correlationId,
      payload_sealed: sealed,
      received_at: ctx.clock().toString(),
    })
    .onConflict(conflict => conflict.columns(['organisation_id', 'message_id']).doNothing())
    .returning('id')
    .executeTakeFirst();
  return row?.id ?? null;
}

/** The token says who sends; only a client that serves several organisations is believed about the ODS code. */
function senderOf(ctx: Ctx, odsCode: string | null): Promise<ReferringOrganisationId | null> {
  const own = ctx.actor.kind === 'client' ? ctx.actor.referringOrganisationId : null;
  return own === null ? practiceId(ctx, odsCode) : Promise.resolve(own);
}

async function practiceId(ctx: Ctx, odsCode: string | null): Promise<ReferringOrganisationId | null> {
  if (odsCode === null) return null;
  const { rows } = await sql<{ id: string }>`select id from referring_organisations
    where organisation_id = ${organisationOf(ctx.actor)}::uuid and ods_code = ${odsCode}`.execute(ctx.tx);
  return rows[0]?.id ?? null;
}

type Known = { readonly messageId: string; readonly sender: string | null; readonly practice: string | null };

function toReferral(arrival: MessageArrival, { messageId, sender, practice }: Known): ReferralArrival {
  const { referrer, gpPractice } = arrival;
  const unlisted =
    gpPractice && practice === null ? [gpPractice.name, gpPractice.odsCode].filter(Boolean).join(', ') : '';
  const written = arrival.authoredOn ? writtenOn(arrival.authoredOn) : null;
  return {
    source: 'message',
    person: { ...arrival.person, gpPracticeId: practice },
    referrer: {
      accountId: null,
      referringOrganisationId: sender,
      name: referrer.kind === 'self' ? 'The person themselves' : referrer.name,
      role: referrer.role,
      organisation: referrer.organisation,
      contact: [referrer.phone, referrer.email].filter(Boolean).join(', ') || null,
    },
    reason: [arrival.reason, unlisted && `GP practice: ${unlisted}`, written && `Written: ${written}`]
      .filter(Boolean)
      .join('\n'),
    whatMatters: '',
    interventions: arrival.interventions,
    urgency: arrival.urgency,
    consent: arrival.consent,
    consentWording: arrival.consentWording,
    formVersion: FORM_VERSION,
    messageId,
  };
}

/** FHIR dateTime as staff read it: with the hour only when one was sent. */
function writtenOn(dateTime: string): string {
  return isPartialDate(dateTime)
    ? formatPartialDate(dateTime)
    : formatInstant(Temporal.Instant.from(dateTime));
}
