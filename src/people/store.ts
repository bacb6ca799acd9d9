// All SQL of the tables that say who a person is.
import { sql } from 'kysely';
import { type Ctx, organisationOf } from '#database';
import type { Answer, PartialDate, PersonId, TeamId, Unanswered } from '#kernel';
import type {
  FactKind,
  KeptContactPoint,
  KeptFact,
  PersonLanguage,
  PersonName,
  PersonRecord,
} from './person.ts';

/**
 * Everything kept about who a person is, with what came on records that a human decided are the same person; or null when
 * there is none or the actor may not see them.
 */
export async function loadPersonRecord(ctx: Ctx, personId: PersonId): Promise<PersonRecord | null> {
  const { rows } = await sql<RecordRow>`
    select p.id, p.team_id, p.display_name, p.nhs_number, p.nhs_number_status, p.birth_date, p.birth_date_status, p.gp_practice_id,
      p.gp_registration, p.created_at, p.merged_into,
      (select coalesce(jsonb_agg(jsonb_build_object('use', n.use, 'fullName', n.full_name, 'given', n.given, 'family', n.family)
         order by n.recorded_at, n.id), '[]') from person_names n where n.organisation_id = p.organisation_id and n.person_id = any(same.ids)) as names,
      (select coalesce(jsonb_agg(jsonb_build_object('id', c.id, 'kind', c.kind, 'value', c.value, 'postcode', c.postcode, 'belongsTo', c.belongs_to,
         'safeToUse', c.safe_to_use, 'safeNote', c.safe_note, 'preferred', c.preferred) order by c.preferred desc, c.recorded_at desc, c.id), '[]')
         from person_contact_points c where c.organisation_id = p.organisation_id and c.person_id = any(same.ids) and c.ended_at is null) as contact_points,
      (select coalesce(jsonb_agg(jsonb_build_object('language', l.language, 'label', l.label, 'use', l.use, 'preferred', l.preferred)
         order by l.preferred desc, l.id), '[]') from person_languages l where l.organisation_id = p.organisation_id and l.person_id = any(same.ids)) as languages,
      (select coalesce(jsonb_agg(jsonb_build_object('kind', f.kind, 'status', f.status, 'value', f.value, 'at', f.recorded_at, 'by', f.recorded_by)), '[]')
         from (select distinct on (kind) * from person_facts f
               where f.organisation_id = p.organisation_id and f.person_id = any(same.ids) order by kind, recorded_at desc, id desc) f) as facts
    from people p,
      -- "offset 0" or each of the four above looks for joined records itself.
      lateral (select p.id || array(select m.id from people m where m.organisation_id = p.organisation_id and m.merged_into = p.id) as ids
        offset 0) same
    where p.organisation_id = ${organisationOf(ctx.actor)}::uuid and p.id = ${personId}::uuid`.execute(
    ctx.tx,
  );
  return rows[0] ? toRecord(rows[0]) : null;
}

type RecordRow = {
  id: string;
  team_id: string;
  display_name: string;
  nhs_number: string | null;
  nhs_number_status: PersonRecord['nhsNumberStatus'];
  birth_date: string | null;
  birth_date_status: string;
  gp_practice_id: string | null;
  gp_registration: PersonRecord['gpRegistration'];
  created_at: Date;
  merged_into: string | null;
  names: [PersonName, ...PersonName[]];
  contact_points: KeptContactPoint[];
  languages: PersonLanguage[];
  facts: { kind: FactKind; status: string; value: unknown; at: string; by: string | null }[];
};

function toRecord(row: RecordRow): PersonRecord {
  return {
    id: row.id,
    teamId: row.team_id,
    displayName: row.display_name,
    createdAt: row.created_at,
    mergedInto: row.merged_into,
    names: row.names,
    birthDate: toAnswer<PartialDate>(row.birth_date_status, row.birth_date),
    nhsNumber: row.nhs_number,
    nhsNumberStatus: row.nhs_number_status,
    gpPracticeId: row.gp_practice_id,
    gpRegistration: row.gp_registration,
    contactPoints: row.contact_points,
    languages: row.languages,
    facts: row.facts.map(
      (fact): KeptFact => ({
        kind: fact.kind,
        answer: toAnswer(fact.status, fact.value),
        recordedAt: new Date(fact.at),
        recordedBy: fact.by,
      }),
    ),
  };
}

const toAnswer = <Value>(status: string, value: unknown): Answer<Value> =>
  status === 'answered' ? { status, value: value as Value } : { status: status as Unanswered };

export async function setMergedInto(ctx: Ctx, personId: PersonId, into: PersonId | null): Promise<void> {
  await ctx.tx
    .updateTable('people')
    .set({ merged_into: into })
    .where('organisation_id', '=', organisationOf(ctx.actor))
    .where('id', '=', personId)
    .execute();
}

/** Where a record stands among those that a human decided are one person. */
export type Standing = {
  readonly teamId: TeamId;
  readonly mergedInto: PersonId | null;
  /** Other records were joined to this one. */
  readonly hasJoined: boolean;
};

/** Holds these records until the transaction ends (always in the same order) and says where each stands; without those out of sight. */
export async function lockStandings(
  ctx: Ctx,
  ids: readonly PersonId[],
): Promise<ReadonlyMap<PersonId, Standing>> {
  const those = ctx.tx
    .selectFrom('people')
    .where('organisation_id', '=', organisationOf(ctx.actor))
    .where('id', 'in', [...ids]);
  const [, { rows }] = await Promise.all([
    those.select('id').orderBy('id').forNoKeyUpdate().execute(),
    // Asked anew once they are held: what a statement that waited had seen before may be gone.
    sql<Standing & { id: PersonId }>`select p.id, p.team_id as "teamId", p.merged_into as "mergedInto",
        exists (select 1 from people m where m.organisation_id = p.organisation_id and m.merged_into = p.id) as "hasJoined"
      from people p where p.organisation_id = ${organisationOf(ctx.actor)}::uuid and p.id = any(${[...ids]}::uuid[])`.execute(
      ctx.tx,
    ),
  ]);
  return new Map(rows.map(({ id, ...standing }) => [id, standing]));
}
