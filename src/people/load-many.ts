// What many people speak and answered, in one query: for lists that are thought about as a whole.
import { sql } from 'kysely';
import { type Ctx, organisationOf } from '#database';
import type { Answer, PersonId, Unanswered } from '#kernel';
import { withJoined } from './joined.ts';
import type { FactKind, PersonLanguage } from './person.ts';

/** What a match reads of a person: spoken and read languages, the newest answer of each kind, and where they can be reached. */
export type PersonSketch = {
  readonly languages: readonly Pick<PersonLanguage, 'language' | 'use' | 'preferred'>[];
  readonly facts: readonly { readonly kind: FactKind; readonly answer: Answer<unknown> }[];
  readonly contactPoints: readonly { readonly kind: string; readonly postcode: string | null }[];
};

type Row = {
  id: string;
  languages: PersonSketch['languages'];
  facts: { kind: FactKind; status: string; value: unknown }[];
  points: PersonSketch['contactPoints'];
};

/** Of those the actor may see; with what came on records that a human decided are the same person, as `loadPersonRecord`. */
export async function loadPersonSketches(
  ctx: Ctx,
  ids: readonly PersonId[],
): Promise<ReadonlyMap<PersonId, PersonSketch>> {
  if (ids.length === 0) return new Map();
  const organisation = sql`${organisationOf(ctx.actor)}::uuid`;
  const { rows } = await sql<Row>`
    select p.id,
      (select coalesce(jsonb_agg(jsonb_build_object('language', l.language, 'use', l.use, 'preferred', l.preferred)
         order by l.preferred desc, l.id), '[]') from person_languages l
         where l.organisation_id = ${organisation} and l.person_id = any(same.ids)) as languages,
      (select coalesce(jsonb_agg(jsonb_build_object('kind', f.kind, 'status', f.status, 'value', f.value)), '[]')
         from (select distinct on (kind) * from person_facts f where f.organisation_id = ${organisation} and f.person_id = any(same.ids)
           order by kind, recorded_at desc, id desc) f) as facts,
      (select coalesce(jsonb_agg(jsonb_build_object('kind', c.kind, 'postcode', c.postcode)
         order by c.preferred desc, c.recorded_at desc, c.id), '[]') from person_contact_points c
         where c.organisation_id = ${organisation} and c.person_id = any(same.ids) and c.ended_at is null) as points
    from people p,
      -- "offset 0" or each of the three above looks for joined records itself.
      lateral (select ${withJoined(organisation, 'p.id')} as ids
        offset 0) same
    where p.organisation_id = ${organisation} and p.id = any(${[...ids]}::uuid[])`.execute(ctx.tx);
  return new Map(
    rows.map(({ id, languages, facts, points }) => [
      id,
      {
        languages,
        facts: facts.map(({ kind, ...fact }) => ({ kind, answer: toAnswer(fact) })),
        contactPoints: points,
      },
    ]),
  );
}

const toAnswer = ({ status, value }: { status: string; value: unknown }): Answer<unknown> =>
  status === 'answered' ? { status, value } : { status: status as Unanswered };
