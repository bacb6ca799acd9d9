// Writes down who a person is: names, ways to reach them, languages and answers, each in one statement.
import { sql } from 'kysely';
import { type Ctx, organisationOf } from '#database';
import type { Answer, PersonId, TeamId } from '#kernel';
import { nameSearchKeys } from './name.ts';
import {
  type ArrivingPerson,
  type ContactPoint,
  displayNameOf,
  type FactKind,
  type PersonLanguage,
  type PersonName,
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
  const names = inPlainOrder(arriving.names);
  const organisation = organisationOf(ctx.actor);
  const birthDate = arriving.birthDate;
  await Promise.all([
    ctx.tx
      .insertInto('people')
      .values({
        organisation_id: organisation,
        id,
        team_id: teamId,
        display_name: displayNameOf(names),
        name_folded: searchKeys(names),
        nhs_number: arriving.nhsNumber,
        nhs_number_status: arriving.nhsNumberStatus,
        birth_date: birthDate.status === 'answered' ? birthDate.value : null,
        birth_date_status: birthDate.status,
        gp_practice_id: arriving.gpPracticeId,
        gp_registration: arriving.gpRegistration,
        created_at: at,
      })
      .execute(),
    addNames(ctx, id, names),
    addContactPoints(ctx, id, arriving.contactPoints),
    addLanguages(ctx, id, arriving.languages),
    addFacts(ctx, id, arriving.facts),
  ]);
  return id;
}

/** Embeddings, overrides and isolates: they turn the text after a name, or show another name than is kept. Marks of one letter stay. */
const TURNS_TEXT = /[\u202a-\u202e\u2066-\u2069]/g;
const inOrder = (text: string): string => text.replace(TURNS_TEXT, '').trim() || text;

const inPlainOrder = ([first, ...others]: ArrivingPerson['names']): ArrivingPerson['names'] => {
  const clean = ({ given, family, ...name }: PersonName): PersonName => ({
    ...name,
    fullName: inOrder(name.fullName),
    ...(given === undefined ? {} : { given: inOrder(given) }),
    ...(family === undefined ? {} : { family: inOrder(family) }),
  });
  return [clean(first), ...others.map(clean)];
};

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

/** It is on this person's record, or was until somebody changed or ended it. */
export async function hadContactPoint(ctx: Ctx, personId: PersonId, pointId: string): Promise<boolean> {
  const { rows } = await sql`select 1 from person_contact_points
    where organisation_id = ${organisationOf(ctx.actor)}::uuid and id = ${pointId}::uuid
      and person_id in (select p.id from people p where p.organisation_id = ${organisationOf(ctx.actor)}::uuid
        and (p.id = ${personId}::uuid or p.merged_into = ${personId}::uuid))`.execute(ctx.tx);
  return rows.length > 0;
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
