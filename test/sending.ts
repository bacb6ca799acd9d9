// Referrals ready to be sent to a real server: filled drafts with their owner's session, and messages with ids of their own.
import { randomUUID } from 'node:crypto';
import type pg from 'pg';
import { asActor, type Database } from '#database';
import type { StaffActor } from '#kernel';
import { startSession } from '../src/accounts/sessions/store.ts';
import { barsExample } from './fhir-examples.ts';

/** What somebody typed on every page of the referral form. */
export const filledAnswers = (fullName: string): Record<string, Record<string, string | string[]>> => ({
  consent: { consent: 'given_for_person' },
  name: { 'full-name': fullName, 'known-as': '', 'own-script': 'ኣብረሀት' },
  identity: {
    'birth-date-day': '',
    'birth-date-month': '',
    'birth-date-year': '1987',
    'nhs-number': '',
    'gp-registration': 'registered',
  },
  contact: {
    phone: '07700 900123',
    'phone-owner': 'person',
    'phone-safe': 'yes',
    email: 'person@example.org',
    address: '1 Example Street',
    postcode: 'LS1 4AP',
    'safe-note': 'Text before ringing',
  },
  languages: { speaks: 'Tigrinya', 'speaks-also': 'Arabic', reads: 'Tigrinya', interpreter: 'yes' },
  preferences: { preference_worker_sex: 'female' },
  help: { interventions: [], 'what-matters': 'To speak with the school of my children' },
  reason: { reason: 'New here, two small children, knows nobody yet', urgency: 'soon' },
});

export type DraftOwner = { readonly organisationId: string; readonly accountId: string };

/** Puts filled drafts of one owner straight into the table, as a superuser; gives their ids. */
export async function insertFilledDrafts(
  superuser: pg.Client,
  owner: DraftOwner,
  names: readonly string[],
): Promise<string[]> {
  const rows = names.map(name => ({ id: randomUUID(), answers: filledAnswers(name) }));
  await superuser.query(
    `insert into drafts (organisation_id, id, kind, owner_account_id, answers, updated_at, expires_at)
     select $1, id, 'referral-referrer', $2, answers, now(), now() + interval '30 days'
     from jsonb_to_recordset($3::jsonb) as r(id uuid, answers jsonb)`,
    [owner.organisationId, owner.accountId, JSON.stringify(rows)],
  );
  return rows.map(row => row.id);
}

/** A published referral message (BaRS REFREQ03: a practice to a community service) under an id of its own. */
export function referralMessage(messageId: string): string {
  return JSON.stringify({ ...JSON.parse(barsExample('REFREQ03')), id: messageId });
}

export type Visitor = { readonly cookie: string; readonly csrfToken: string };

/** Starts a session of this account and fetches one page with it, for the token that forms must carry. */
export async function visit(
  address: string,
  database: Database,
  actor: StaffActor,
  { page = '/refer', cookiePrefix = '' }: { page?: string; cookiePrefix?: '' | '__Host-' } = {},
): Promise<Visitor> {
  const token = await asActor(database, actor, ctx =>
    startSession(ctx, { accountId: actor.accountId, device: 'test', secondFactorGiven: true }),
  );
  const session = `${cookiePrefix}session=${token}`;
  const answer = await fetch(address + page, { headers: { cookie: session } });
  const csrfToken = /name="_csrf" value="([^"]+)"/.exec(await answer.text())?.[1];
  const csrf = answer.headers.getSetCookie().find(cookie => cookie.startsWith(`${cookiePrefix}csrf=`));
  if (!csrfToken || !csrf) throw new Error(`${page} answered ${answer.status} without a form token`);
  return { cookie: `${session}; ${csrf.split(';')[0]}`, csrfToken };
}
