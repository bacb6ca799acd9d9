// Writes the groups of a made-up service, once its people are there: who comes to them is chosen from those who are supported.
import { sql } from 'kysely';
import { Temporal } from 'temporal-polyfill';
import { type Ctx, organisationOf } from '#database';
import { type Dice, diceFor } from '../chance/dice.ts';
import type { DemonstrationPlan, OrganisationPlan } from '../plan.ts';
import { insertRows } from '../writing/insert-rows.ts';
import { GROUPS, type GroupBlueprint } from './blueprints.ts';
import { GROUP_TABLES, type GroupLeader, type GroupPerson, groupRows } from './group-rows.ts';

export async function writeGroups(
  ctx: Ctx,
  plan: DemonstrationPlan,
  organisation: OrganisationPlan,
): Promise<void> {
  const dice = diceFor(plan.seed, organisation.organisation.slug, 'groups');
  const today = Temporal.PlainDate.from(plan.today);
  const taken = new Set<string>();
  for (const blueprint of GROUPS) {
    const teamId = organisation.rows.teams[blueprint.team]?.id ?? '';
    const leader = leaderOf(organisation, teamId, blueprint);
    if (leader === null) continue;
    // Somebody may come to a mixed group besides; what they said of the mix there is not asked twice.
    const free = (await loadPeople(ctx, teamId, blueprint)).filter(
      ({ personId }) => blueprint.who === 'mixed' || !taken.has(personId),
    );
    // Not quite all places are taken where nobody waits.
    const people = dice.some(free, blueprint.places + (blueprint.waiting > 0 ? blueprint.waiting : -3));
    await askAboutMix(
      ctx,
      dice,
      people.filter(({ personId }) => !taken.has(personId)),
      blueprint,
    );
    for (const { personId } of people) taken.add(personId);
    const rows = groupRows({ dice, today, blueprint, teamId, leader, people });
    for (const table of GROUP_TABLES) await insertRows(ctx, table, rows[table]);
  }
}

/** A woman leads a group for women, and a man one for men, where there is one. */
function leaderOf({ rows }: OrganisationPlan, teamId: string, { who }: GroupBlueprint): GroupLeader | null {
  const wished = who === 'women' ? 'female' : who === 'men' ? 'male' : null;
  const ofTeam = rows.link_workers.filter(worker => worker.team_id === teamId);
  const found = ofTeam.find(({ sex }) => wished === null || sex === wished) ?? ofTeam[0];
  if (!found) return null;
  const languages = rows.link_worker_languages
    .filter(({ account_id, level }) => account_id === found.account_id && level === 'first')
    .map(({ language }) => language);
  return { id: found.account_id, languages };
}

async function loadPeople(
  ctx: Ctx,
  teamId: string,
  { who }: GroupBlueprint,
): Promise<readonly GroupPerson[]> {
  const sex = who === 'women' ? 'female' : who === 'men' ? 'male' : null;
  const { rows } = await sql<GroupPerson>`
    select distinct on (p.id) p.id as "personId", r.id as "referralId",
      to_char(r.allocated_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"') as since
    from people p join referrals r on r.organisation_id = p.organisation_id and r.person_id = p.id
    where p.organisation_id = ${organisationOf(ctx.actor)}::uuid and p.team_id = ${teamId}::uuid and r.state = 'active'
      and r.allocated_at is not null and (${sex}::text is null or exists (select 1 from person_facts f
        where f.organisation_id = p.organisation_id and f.person_id = p.id and f.kind in ('sex', 'gender') and f.value = to_jsonb(${sex}::text)))
      and not exists (select 1 from person_facts f where f.organisation_id = p.organisation_id and f.person_id = p.id
        and ((f.kind = 'preference_format' and f.value = '"individual"'::jsonb)
          or (f.kind = 'preference_mix' and f.value in ('"women_only"'::jsonb, '"men_only"'::jsonb) and ${who}::text = 'mixed')))
    order by p.id, r.allocated_at`.execute(ctx.tx);
  return rows;
}

/** What they said when a group was offered: nobody is where they asked not to be. */
async function askAboutMix(
  ctx: Ctx,
  dice: Dice,
  people: readonly GroupPerson[],
  { who }: GroupBlueprint,
): Promise<void> {
  const wishes: Readonly<Record<string, number>> =
    who === 'mixed'
      ? { mixed: 20, no_preference: 60, none: 20 }
      : { [`${who}_only`]: 25, [who]: 45, no_preference: 30 };
  const facts = people.flatMap(({ personId, since }) => {
    const said = dice.weighted(wishes);
    const id = dice.uuid(Temporal.Instant.from(since).epochMilliseconds);
    return said === 'none' ? [] : [{ id, person_id: personId, said, since }];
  });
  await insertRows(
    ctx,
    'person_facts',
    facts.map(({ id, person_id, said, since }) => ({
      id,
      person_id,
      kind: 'preference_mix',
      status: 'answered',
      value: said,
      recorded_by: null,
      recorded_at: since,
    })),
  );
}
