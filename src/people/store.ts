// All SQL of the tables that say who a person is.
import { sql } from 'kysely';
import { type Ctx, organisationOf } from '#database';
import type { Answer, PartialDate, PersonId, TeamId, Unanswered } from '#kernel';
import { nameSearchKeys } from './name.ts';
import {
  type ArrivingPerson,
  type ContactPoint,
  displayNameOf,
  type FactKind,
  type KeptContactPoint,
  type KeptFact,
  type PersonLanguage,
  type PersonName,
  type PersonRecord,
} from './person.ts';

/**
 * Adds a person and everything that came with them; six statements that travel together. Whoever gives the id can send what refers to the
 * person along with them: all six leave at once, in this order.
 */
export async function addPerson(
  ctx: Ctx,
  arriving: ArrivingPerson,
  teamId: TeamId,
  id: PersonId = ctx.newId(),
): Promise<PersonId> {
  const at = ctx.clock().toString();
  const organisation = organisationOf(ctx.actor);
  const birthDate = arriving.birthDate;
  await Promise.all([
    ctx.tx
      .insertInto('people')
      .values({
        organisation_id: organisation,
        id,
        team_id: teamId,
        display_name: displayNameOf(arriving.names),
        name_folded: searchKeys(arriving.names),
        nhs_number: arriving.nhsNumber,
        nhs_number_status: arriving.nhsNumberStatus,
        birth_date: birthDate.status === 'answered' ? birthDate.value : null,
        birth_date_status: birthDate.status,
        gp_practice_id: arriving.gpPracticeId,
        gp_registration: arriving.gpRegistration,
        created_at: at,
      })
      .execute(),
    addNames(ctx, id, arriving.names),
    addContactPoints(ctx, id, arriving.contactPoints),
    addLanguages(ctx, id, arriving.languages),
    addFacts(ctx, id, arriving.facts),
  ]);
  return id;
}

const searchKeys = (names: readonly PersonName[]): string =>
  [...new Set(names.flatMap(name => nameSearchKeys(name.fullName)))].join(' ');

export async function addNames(ctx: Ctx, personId: PersonId, names: readonly PersonName[]): Promise<void> {
  if (names.length === 0) return;
  const rows = names.map(name => ({
    id: ctx.newId(),
    use: name.use,
    full_name: name.fullName,
    given: name.given ?? null,
    family: name.family ?? null,
    folded: nameSearchKeys(name.fullName).join(' '),
  }));
  await sql`insert into person_names (organisation_id, id, person_id, use, full_name, given, family, folded, recorded_at)
    select ${organisationOf(ctx.actor)}::uuid, id, ${personId}::uuid, use, full_name, given, family, folded, ${ctx.clock().toString()}::timestamptz
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb)
      as r(id uuid, use text, full_name text, given text, family text, folded text)`.execute(ctx.tx);
}

export async function addContactPoints(
  ctx: Ctx,
  personId: PersonId,
  points: readonly ContactPoint[],
): Promise<void> {
  if (points.length === 0) return;
  const rows = points.map(point => ({
    id: ctx.newId(),
    kind: point.kind,
    value: point.value,
    postcode: point.postcode ?? null,
    belongs_to: point.belongsTo,
    safe_to_use: point.safeToUse,
    safe_note: point.safeNote ?? null,
    preferred: point.preferred,
  }));
  await sql`insert into person_contact_points
      (organisation_id, id, person_id, kind, value, postcode, belongs_to, safe_to_use, safe_note, preferred, recorded_at)
    select ${organisationOf(ctx.actor)}::uuid, id, ${personId}::uuid, kind, value, postcode, belongs_to, safe_to_use, safe_note, preferred,
      ${ctx.clock().toString()}::timestamptz
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as r(id uuid, kind text, value text, postcode text, belongs_to text,
      safe_to_use text, safe_note text, preferred boolean)`.execute(ctx.tx);
}

/** From now on it is not used; false when it had ended already, or is not this person's. */
export async function endContactPoint(ctx: Ctx, personId: PersonId, pointId: string): Promise<boolean> {
  const { numAffectedRows } =
    await sql`update person_contact_points set ended_at = ${ctx.clock().toString()}::timestamptz
    where organisation_id = ${organisationOf(ctx.actor)}::uuid and id = ${pointId}::uuid and ended_at is null
      and person_id in (select p.id from people p where p.organisation_id = ${organisationOf(ctx.actor)}::uuid
        and (p.id = ${personId}::uuid or p.merged_into = ${personId}::uuid))`.execute(ctx.tx);
  return numAffectedRows === 1n;
}

export async function addLanguages(
  ctx: Ctx,
  personId: PersonId,
  languages: readonly PersonLanguage[],
): Promise<void> {
  if (languages.length === 0) return;
  const rows = languages.map(language => ({ id: ctx.newId(), ...language }));
  await sql`insert into person_languages (organisation_id, id, person_id, language, label, use, preferred)
    select ${organisationOf(ctx.actor)}::uuid, id, ${personId}::uuid, language, label, use, preferred
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as r(id uuid, language text, label text, use text, preferred boolean)`.execute(
    ctx.tx,
  );
}

/** Adds answers to a person's history; earlier ones stay. */
export async function addFacts(
  ctx: Ctx,
  personId: PersonId,
  facts: readonly { kind: FactKind; answer: Answer<unknown> }[],
): Promise<void> {
  if (facts.length === 0) return;
  const rows = facts.map(({ kind, answer }) => ({
    id: ctx.newId(),
    kind,
    status: answer.status,
    value: answer.status === 'answered' ? answer.value : null,
  }));
  const by = ctx.actor.kind === 'staff' ? ctx.actor.accountId : null;
  await sql`insert into person_facts (organisation_id, id, person_id, kind, status, value, recorded_by, recorded_at)
    select ${organisationOf(ctx.actor)}::uuid, id, ${personId}::uuid, kind, status, value, ${by}::uuid, ${ctx.clock().toString()}::timestamptz
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as r(id uuid, kind text, status text, value jsonb)`.execute(
    ctx.tx,
  );
}

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
