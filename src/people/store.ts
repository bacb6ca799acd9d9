// All SQL of the tables that say who a person is.
import { sql } from 'kysely';
import { type Ctx, organisationOf } from '#database';
import type { Answer, PartialDate, PersonId, TeamId, Unanswered } from '#kernel';
import type {
  FactKind,
  KeptContactPoint,
  KeptFact,
  PersonIdentity,
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
      p.gp_registration, p.created_at, p.merged_into, same.joined,
      (select coalesce(jsonb_agg(jsonb_build_object('use', n.use, 'fullName', n.full_name, 'given', n.given, 'family', n.family,
         'own', n.person_id = p.id) order by (n.person_id = p.id) desc, n.recorded_at, n.id), '[]')
         from person_names n where n.organisation_id = p.organisation_id and n.person_id = any(same.ids)) as names,
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
      lateral (select p.id || coalesce(array_agg(m.id), '{}') as ids,
          coalesce(jsonb_agg(jsonb_build_object('nhs_number', m.nhs_number, 'nhs_number_status', m.nhs_number_status, 'birth_date', m.birth_date,
            'birth_date_status', m.birth_date_status, 'gp_practice_id', m.gp_practice_id, 'gp_registration', m.gp_registration)
            order by m.created_at desc, m.id desc), '[]') as joined
        from people m where m.organisation_id = p.organisation_id and m.merged_into = p.id offset 0) same
    where p.organisation_id = ${organisationOf(ctx.actor)}::uuid and p.id = ${personId}::uuid`.execute(
    ctx.tx,
  );
  return rows[0] ? toRecord(rows[0]) : null;
}

/** What the row of a person itself says of who they are. */
type IdentityRow = {
  nhs_number: string | null;
  nhs_number_status: PersonRecord['nhsNumberStatus'];
  birth_date: string | null;
  birth_date_status: string;
  gp_practice_id: string | null;
  gp_registration: PersonRecord['gpRegistration'];
};

type NameRow = PersonName & { own: boolean };

type RecordRow = IdentityRow & {
  id: string;
  team_id: string;
  display_name: string;
  created_at: Date;
  merged_into: string | null;
  /** Of records joined to this one, the newest first. */
  joined: IdentityRow[];
  /** Those of this record first. */
  names: [NameRow, ...NameRow[]];
  contact_points: KeptContactPoint[];
  languages: PersonLanguage[];
  facts: { kind: FactKind; status: string; value: unknown; at: string; by: string | null }[];
};

const toName = ({ own: _, ...name }: NameRow): PersonName => name;

function toRecord(row: RecordRow): PersonRecord {
  return {
    id: row.id,
    teamId: row.team_id,
    displayName: row.display_name,
    createdAt: row.created_at,
    mergedInto: row.merged_into,
    names: row.names.map(toName) as [PersonName, ...PersonName[]],
    ...identityOf(row, row.joined),
    own: { ...identityOf(row, []), names: row.names.filter(name => name.own).map(toName) },
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

/** What this record does not know itself comes from the newest joined one that does; of being with a GP the newest answer holds. */
function identityOf(row: IdentityRow, joined: readonly IdentityRow[]): PersonIdentity {
  const firstThat = (knows: (of: IdentityRow) => boolean): IdentityRow => [row, ...joined].find(knows) ?? row;
  const born = firstThat(of => of.birth_date !== null);
  const numbered = firstThat(of => of.nhs_number !== null);
  const practised = firstThat(of => of.gp_practice_id !== null);
  const registered = [...joined, row].find(of => isKnown(of.gp_registration)) ?? row;
  return {
    birthDate: toAnswer<PartialDate>(born.birth_date_status, born.birth_date),
    nhsNumber: numbered.nhs_number,
    nhsNumberStatus: numbered.nhs_number_status,
    gpPracticeId: practised.gp_practice_id,
    gpRegistration: registered.gp_registration,
  };
}

const isKnown = (registration: PersonRecord['gpRegistration']): boolean =>
  registration === 'registered' || registration === 'not_registered';

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
