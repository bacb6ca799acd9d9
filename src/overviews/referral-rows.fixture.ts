// Referrals put straight into the tables of a test database, each with the times and the language a test needs.
import { uuidv7 } from '#kernel';
import { NORTH, type TestDatabase } from '../../test/testing.ts';

export type GivenReferral = {
  readonly place?: { readonly organisationId: string; readonly teamA: string };
  readonly teamId?: string;
  readonly name?: string;
  readonly state?: string;
  readonly source?: string;
  readonly urgency?: string;
  readonly consent?: string;
  readonly language?: string | null;
  readonly receivedAt?: string;
  readonly respondBy?: string;
  readonly decidedAt?: string | null;
  readonly allocatedAt?: string | null;
  readonly firstContactAt?: string | null;
  readonly workerId?: string | null;
  readonly referrerOrganisation?: string | null;
};

const ORDER = ['received', 'waiting_for_referrer', 'accepted', 'allocated', 'active', 'closed'];

/** Times that the state needs and the test does not care about are filled in. */
export async function givenReferral(
  { asSuperuser }: Pick<TestDatabase, 'asSuperuser'>,
  given: GivenReferral = {},
): Promise<{ personId: string; referralId: string }> {
  const { place = NORTH, state = 'received', language = null, receivedAt = '2026-03-02T09:00:00Z' } = given;
  const teamId = given.teamId ?? place.teamA;
  const reached = (step: string): boolean =>
    state !== 'declined' && state !== 'withdrawn' && ORDER.indexOf(state) >= ORDER.indexOf(step);
  const [personId, referralId] = [uuidv7(), uuidv7()];
  await asSuperuser(
    `insert into people (organisation_id, id, team_id, display_name, name_folded, created_at) values ($1, $2, $3, $4, '', $5)`,
    [place.organisationId, personId, teamId, given.name ?? 'Abrehet Example', receivedAt],
  );
  if (language !== null)
    await asSuperuser(
      `insert into person_languages (organisation_id, id, person_id, language, label, use, preferred) values ($1, $2, $3, $4, $4, 'speaks', true)`,
      [place.organisationId, uuidv7(), personId, language],
    );
  const decided = given.decidedAt ?? (reached('accepted') || state === 'declined' ? receivedAt : null);
  const allocated = given.allocatedAt ?? (reached('allocated') ? receivedAt : null);
  const contacted = given.firstContactAt ?? (reached('active') ? receivedAt : null);
  await asSuperuser(
    `insert into referrals (organisation_id, id, reference, person_id, team_id, state, source, urgency, consent, form_version, received_at,
       respond_by, decided_at, allocated_at, first_contact_at, worker_id, decline_reason, close_reason, closed_at, referrer_organisation)
     values ($1, $2::uuid, right($2::text, 12), $3, $4, $5, $6, $7, $8, 'test', $9, $10, $11, $12, $13, $14,
       case when $5 = 'declined' then 'other' end, case when $5 = 'closed' then 'other' end, case when $5 = 'closed' then $9::timestamptz end, $15)`,
    [
      place.organisationId,
      referralId,
      personId,
      teamId,
      state,
      given.source ?? 'self',
      given.urgency ?? 'routine',
      given.consent ?? 'given',
      receivedAt,
      given.respondBy ?? '2026-03-09T17:00:00Z',
      decided,
      allocated,
      contacted,
      given.workerId ?? null,
      given.referrerOrganisation ?? null,
    ],
  );
  return { personId, referralId };
}
