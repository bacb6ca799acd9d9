// Records that tests start from: a person with a referral, put straight into the tables of a test database.
import { uuidv7 } from '#kernel';
import { NORTH, type TestDatabase } from './testing.ts';

type Started = {
  readonly name?: string;
  readonly place?: { readonly organisationId: string; readonly teamA: string };
  readonly teamId?: string;
  readonly state?: 'received' | 'accepted' | 'allocated' | 'active' | 'closed';
  /** Whose referral it is, from `allocated` on. */
  readonly workerId?: string | null;
  readonly birthDate?: string;
};

export type StartedRecord = { readonly personId: string; readonly referralId: string };

/** A person of the North service's team A with a referral that nobody has accepted yet, unless told otherwise. */
export async function startRecord(
  { asSuperuser }: Pick<TestDatabase, 'asSuperuser'>,
  {
    name = 'Abrehet Example',
    place = NORTH,
    teamId = place.teamA,
    state = 'received',
    workerId = null,
    birthDate,
  }: Started = {},
): Promise<StartedRecord> {
  const personId = uuidv7();
  const referralId = uuidv7();
  await asSuperuser(
    `insert into people (organisation_id, id, team_id, display_name, name_folded, birth_date, birth_date_status, created_at)
     values ($1, $2, $3, $4, lower($4), $5, case when $5::text is null then 'not_asked' else 'answered' end, '2026-03-01T09:00:00Z')`,
    [place.organisationId, personId, teamId, name, birthDate ?? null],
  );
  await asSuperuser(
    `insert into person_names (organisation_id, id, person_id, use, full_name, folded, recorded_at)
     values ($1, $2, $3, 'legal', $4, lower($4), '2026-03-01T09:00:00Z')`,
    [place.organisationId, uuidv7(), personId, name],
  );
  await asSuperuser(
    `insert into referrals (organisation_id, id, reference, person_id, team_id, state, source, urgency, consent, form_version,
       received_at, respond_by, worker_id, allocated_at, close_reason)
     values ($1, $2, $3, $4, $5, $6, 'self', 'routine', 'given', 'test', '2026-03-01T09:00:00Z', '2026-03-06T17:00:00Z', $7,
       case when $7::uuid is null then null else '2026-03-02T09:00:00Z'::timestamptz end, case when $6 = 'closed' then 'other' end)`,
    [place.organisationId, referralId, referralId.slice(-12), personId, teamId, state, workerId],
  );
  return { personId, referralId };
}
