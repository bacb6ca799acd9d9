// Finds people by name in any script or spelling, by NHS number or by phone, through their search keys.
import { sql } from 'kysely';
import { type Ctx, organisationOf } from '#database';
import { asciiDigits, parseNhsNumber, phoneKey } from '#kernel';
import { nameSearchTerms } from './name.ts';
import type { PersonSummary } from './person.ts';

export type FoundPeople = { readonly people: readonly PersonSummary[]; readonly total: number };

type Wanted = { readonly text: string; readonly page: number; readonly pageSize: number };

/** A stretch of keys that fits the nth thing typed; the smaller `likeness`, the closer. */
type KeyRange = {
  readonly nth: number;
  readonly low: string;
  readonly high: string;
  readonly likeness: number;
};

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
    found as materialized (
      select p.id, p.display_name, p.birth_date, p.nhs_number, min(h.likeness) as likeness
      from hit h
      join people f on f.organisation_id = ${organisationOf(ctx.actor)}::uuid and f.id = h.person_id
      join people p on p.organisation_id = f.organisation_id and p.id = coalesce(f.merged_into, f.id)
      group by p.id, p.display_name, p.birth_date, p.nhs_number)
    select (select count(*) from found) as total, coalesce(jsonb_agg(jsonb_build_object('id', shown.id, 'displayName', shown.display_name,
      'birthDate', shown.birth_date, 'nhsNumber', shown.nhs_number) order by shown.likeness, lower(shown.display_name), shown.id), '[]') as people
    from (select * from found order by likeness, lower(display_name), id limit ${pageSize} offset ${(page - 1) * pageSize}) shown`.execute(
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
  const ranges = terms.flatMap(({ word, skeletons }, nth): KeyRange[] => [
    { nth, low: word, high: `${word}\u0001`, likeness: EXACT },
    { nth, low: word, high: word + LAST, likeness: START_OF_WORD },
    ...skeletons.map(sound => ({ nth, low: sound, high: `${sound}\u0001`, likeness: SAME_SOUND })),
  ]);
  return sql`
    select person_id, sum(likeness) as likeness from (
      select k.person_id, r.nth, min(r.likeness) as likeness
      from jsonb_to_recordset(${JSON.stringify(ranges)}::jsonb) as r(nth int, low text, high text, likeness int)
      join person_search_keys k on k.organisation_id = ${organisationOf(ctx.actor)}::uuid
        and k.key >= r.low collate "C" and k.key < r.high collate "C"
      group by k.person_id, r.nth) term
    group by person_id having count(*) = ${terms.length}`;
}
