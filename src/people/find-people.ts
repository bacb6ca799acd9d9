// Finds people by name in any script or spelling, by NHS number or by phone, through their search keys.
import { type RawBuilder, sql } from 'kysely';
import { type Ctx, onePage, organisationOf } from '#database';
import { asciiDigits, parseNhsNumber, phoneKey } from '#kernel';
import { newestJoined } from './joined.ts';
import { type NameSearchTerm, nameSearchTerms } from './name.ts';
import type { PersonSummary } from './person.ts';

export type FoundPeople = { readonly people: readonly PersonSummary[]; readonly total: number };

type Wanted = { readonly text: string; readonly page: number; readonly pageSize: number };

const LAST = '\u{10ffff}';
const EXACT = 0;
const START_OF_WORD = 1;
const SAME_SOUND = 2;

/**
 * The name words typed must each fit a name of the person: the word itself, its start, or its sound. Digits are an NHS number
 * or a phone number. A name on a record that was joined to another finds the other. Exact total; nothing typed finds nobody.
 */
export async function findPeople(ctx: Ctx, { text, page, pageSize }: Wanted): Promise<FoundPeople> {
  const digits = onlyDigits(text);
  const found = digits === null ? foundByName(ctx, text) : foundByNumber(ctx, text, digits);
  if (found === null) return { people: [], total: 0 };
  const { rows } = await sql<{ total: number; people: PersonSummary[] }>`
    with hit as (${found}),
    same as materialized (
      select coalesce(f.merged_into, f.id) as id, min(h.likeness) as likeness
      from hit h join people f on f.organisation_id = ${organisationOf(ctx.actor)}::uuid and f.id = h.person_id
      group by coalesce(f.merged_into, f.id)),
    found as materialized (
      select p.id, p.display_name, p.birth_date, p.nhs_number, s.likeness
      from same s join people p on p.organisation_id = ${organisationOf(ctx.actor)}::uuid and p.id = s.id)
    select (select count(*) from found) as total, coalesce(jsonb_agg(jsonb_build_object('id', shown.id, 'displayName', shown.display_name,
      'birthDate', coalesce(shown.birth_date, same.birth_date), 'nhsNumber', coalesce(shown.nhs_number, same.nhs_number))
      order by shown.likeness, lower(shown.display_name), shown.id), '[]') as people
    from (select * from found order by likeness, lower(display_name), id ${onePage(page, pageSize)}) shown,
      -- What the record itself does not know, the newest joined one that does: as \`loadPersonRecord\`.
      lateral (select ${newestJoined('birth_date')} as birth_date,
          ${newestJoined('nhs_number')} as nhs_number
        from people m where m.organisation_id = ${organisationOf(ctx.actor)}::uuid and m.merged_into = shown.id) same`.execute(
    ctx.tx,
  );
  return rows[0] ?? { people: [], total: 0 };
}

/** The digits of an NHS number or a phone number as typed, or null when letters say it is a name. */
function onlyDigits(text: string): string | null {
  const typed = asciiDigits(text.normalize('NFKC'));
  const digits = typed.replace(/[^0-9]/g, '');
  return /\p{L}/u.test(typed) || digits.length < 6 ? null : digits;
}

function foundByNumber(ctx: Ctx, text: string, digits: string) {
  const number = parseNhsNumber(text);
  const phone = phoneKey(text);
  return sql`
    select id as person_id, 0 as likeness from people
      where organisation_id = ${organisationOf(ctx.actor)}::uuid and nhs_number = ${number.ok ? number.value : digits}
    union all
    select person_id, 1 from person_search_keys
      where organisation_id = ${organisationOf(ctx.actor)}::uuid and key = ${phone === null ? '' : phoneSearchKey(phone)}`;
}

/** As the database keeps it: the last nine digits are the same however the number was dialled. */
export const phoneSearchKey = (digits: string): string => `tel=${digits.slice(-9)}`;

function foundByName(ctx: Ctx, text: string) {
  const terms = nameSearchTerms(text);
  if (terms.length === 0) return null;
  const parts = terms.flatMap((term, nth) => partsOf(ctx, term, nth));
  return sql`
    select person_id, sum(likeness) as likeness from (
      select person_id, nth, min(likeness) as likeness from (${sql.join(parts, sql` union all `)}) part group by person_id, nth) term
    group by person_id having count(*) = ${terms.length}`;
}

/** Each part compares with values, not with a joined row: only so does the planner see that the index leaves few. */
function partsOf(ctx: Ctx, { word, skeletons }: NameSearchTerm, nth: number): RawBuilder<unknown>[] {
  const keys = sql`from person_search_keys where organisation_id = ${organisationOf(ctx.actor)}::uuid`;
  const likeness = sql`case when key = ${word} then ${EXACT}::int else ${START_OF_WORD}::int end`;
  const byWord = sql`select person_id, ${nth}::int as nth, ${likeness} as likeness ${keys} and key >= ${word} and key < ${word + LAST}`;
  if (skeletons.length === 0) return [byWord];
  const sounds = [...skeletons];
  const bySound = sql`select person_id, ${nth}::int, ${SAME_SOUND}::int ${keys} and key = any(${sounds}::text[])`;
  return [byWord, bySound];
}
