// Records that may be the same person as one record: a short list by keys, then compared one by one, with reasons.
import { sql } from 'kysely';
import { atMost, type Ctx, organisationOf } from '#database';
import { isFirstJanuary, type PartialDate, type PersonId } from '#kernel';
import { compareIdentities, type DuplicateVerdict, prepareIdentity } from './duplicate.ts';
import { newestJoined } from './joined.ts';
import type { NhsNumberStatus } from './person.ts';

/** What two records are compared by, and what somebody who decides sees of each. */
export type IdentityRecord = {
  readonly id: PersonId;
  readonly displayName: string;
  readonly names: readonly string[];
  readonly birthDate: PartialDate | null;
  readonly nhsNumber: string | null;
  readonly nhsNumberStatus: NhsNumberStatus;
  readonly phones: readonly string[];
  readonly postcodes: readonly string[];
  /** BCP 47 tags of the languages spoken. */
  readonly languages: readonly string[];
  readonly gpPracticeId: string | null;
  readonly recordedAt: Date;
};

export type PossibleDuplicate = {
  readonly record: IdentityRecord;
  readonly verdict: DuplicateVerdict;
  /** A colleague has said that these are two people. */
  readonly toldApart: boolean;
};

export type DuplicateSearch = {
  readonly record: IdentityRecord;
  /** The likeliest first; without those that hardly agree. */
  readonly possible: readonly PossibleDuplicate[];
};

const MOST_CANDIDATES = 50;
/** The same name and nothing else to compare comes to 0.34: somebody should look at that too. */
const WORTH_SEEING = 0.3;

/**
 * Who this person may already be here, as far as the actor may see; null when there is no such person. At most 50 records that
 * share an NHS number, a phone number, a birth date or the sound of a name are compared, those that share most first.
 */
export async function findPossibleDuplicates(ctx: Ctx, personId: PersonId): Promise<DuplicateSearch | null> {
  const [record] = await loadIdentities(ctx, [personId]);
  if (!record) return null;
  const [candidates, apart] = await Promise.all([findCandidates(ctx, record), loadToldApart(ctx, personId)]);
  const own = prepareIdentity(sketchOf(record));
  const possible = (await loadIdentities(ctx, candidates))
    .map(other => ({
      record: other,
      verdict: compareIdentities(own, prepareIdentity(sketchOf(other))),
      toldApart: apart.has(other.id),
    }))
    .filter(({ verdict }) => verdict.score >= WORTH_SEEING)
    .sort((a, b) => b.verdict.score - a.verdict.score || (a.record.id < b.record.id ? -1 : 1));
  return { record, possible };
}

const sketchOf = (record: IdentityRecord) => ({
  ...record,
  nhsNumberVerified: record.nhsNumberStatus === 'verified',
  gpPractice: record.gpPracticeId,
});

/**
 * The keys a record is compared by: the sounds of its names, and its phone numbers. A name in a script whose sounds we do not
 * know is compared by its words.
 */
async function loadOwnKeys(ctx: Ctx, personId: PersonId): Promise<{ sounds: string[]; phones: string[] }> {
  const { rows } = await sql<{ source_id: string; keys: string[] }>`
    select k.source_id, array_agg(k.key) as keys from person_search_keys k
    where k.organisation_id = ${organisationOf(ctx.actor)}::uuid and k.person_id in (select p.id from people p
      where p.organisation_id = ${organisationOf(ctx.actor)}::uuid and (p.id = ${personId}::uuid or p.merged_into = ${personId}::uuid))
    group by k.source_id`.execute(ctx.tx);
  const sounds = rows.flatMap(({ keys }) => {
    const heard = keys.filter(key => key.startsWith('='));
    return heard.length > 0 ? heard : keys.filter(key => !key.startsWith(PHONE));
  });
  const phones = rows.flatMap(({ keys }) => keys.filter(key => key.startsWith(PHONE)));
  return { sounds: [...new Set(sounds)], phones: [...new Set(phones)] };
}

const PHONE = 'tel=';

/** The first of January is the birth date of many who know only the year: alone it brings nobody here. */
async function findCandidates(ctx: Ctx, record: IdentityRecord): Promise<PersonId[]> {
  const day = record.birthDate?.length === 10 && !isFirstJanuary(record.birthDate) ? record.birthDate : null;
  const { sounds, phones } = await loadOwnKeys(ctx, record.id);
  const organisation = sql`${organisationOf(ctx.actor)}::uuid`;
  const { rows } = await sql<{ id: string }>`
    with hit as (
      select id as person_id, 100 as points from people where organisation_id = ${organisation} and nhs_number = ${record.nhsNumber}
      union all
      select id, 30 from people where organisation_id = ${organisation} and birth_date = ${day}
      union all
      select person_id, 20 from person_search_keys where organisation_id = ${organisation} and key = any(${phones}::text[])
      union all
      select person_id, 15 * count(distinct key) from person_search_keys
        where organisation_id = ${organisation} and key = any(${sounds}::text[]) group by person_id),
    scored as materialized (select person_id, sum(points) as points from hit group by person_id)
    select coalesce(f.merged_into, f.id) as id
    from scored s join people f on f.organisation_id = ${organisation} and f.id = s.person_id
    where coalesce(f.merged_into, f.id) <> ${record.id}::uuid
    group by coalesce(f.merged_into, f.id)
    order by sum(s.points) + 10 * max((left(f.birth_date, 4) = ${record.birthDate?.slice(0, 4) ?? null})::int) desc nulls last, 1
    ${atMost(MOST_CANDIDATES)}`.execute(ctx.tx);
  return rows.map(row => row.id);
}

async function loadToldApart(ctx: Ctx, personId: PersonId): Promise<ReadonlySet<PersonId>> {
  const { rows } = await sql<{ id: string }>`
    select case when one_person = ${personId}::uuid then other_person else one_person end as id from people_told_apart
    where organisation_id = ${organisationOf(ctx.actor)}::uuid and undone_at is null
      and (one_person = ${personId}::uuid or other_person = ${personId}::uuid)`.execute(ctx.tx);
  return new Set(rows.map(row => row.id));
}

/** With what came on records joined to each. */
async function loadIdentities(ctx: Ctx, ids: readonly PersonId[]): Promise<IdentityRecord[]> {
  if (ids.length === 0) return [];
  const { rows } = await sql<IdentityRecord>`
    select p.id, p.display_name as "displayName", coalesce(p.birth_date, same.birth_date) as "birthDate",
      coalesce(p.nhs_number, same.nhs_number) as "nhsNumber",
      case when p.nhs_number is null and same.nhs_number is not null then same.nhs_number_status else p.nhs_number_status end as "nhsNumberStatus",
      coalesce(p.gp_practice_id, same.gp_practice_id) as "gpPracticeId", p.created_at as "recordedAt",
      array(select distinct n.full_name from person_names n
        where n.organisation_id = p.organisation_id and n.person_id = any(same.ids) order by 1) as names,
      array(select distinct c.value from person_contact_points c where c.organisation_id = p.organisation_id
        and c.person_id = any(same.ids) and c.kind = 'phone' and c.ended_at is null order by 1) as phones,
      array(select distinct c.postcode from person_contact_points c where c.organisation_id = p.organisation_id
        and c.person_id = any(same.ids) and c.postcode is not null and c.ended_at is null order by 1) as postcodes,
      array(select distinct l.language from person_languages l where l.organisation_id = p.organisation_id
        and l.person_id = any(same.ids) and l.use = 'speaks' order by 1) as languages
    from people p,
      -- "offset 0" or each of the four above looks for joined records itself.
      lateral (select p.id || coalesce(array_agg(m.id), '{}') as ids,
          ${newestJoined('birth_date')} as birth_date,
          ${newestJoined('nhs_number')} as nhs_number,
          ${newestJoined('nhs_number_status', 'nhs_number')} as nhs_number_status,
          ${newestJoined('gp_practice_id')} as gp_practice_id
        from people m where m.organisation_id = p.organisation_id and m.merged_into = p.id offset 0) same
    where p.organisation_id = ${organisationOf(ctx.actor)}::uuid and p.id = any(${[...ids]}::uuid[])`.execute(
    ctx.tx,
  );
  return rows;
}
