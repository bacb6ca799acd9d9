// What was needed and not found: gaps for some needs of every plan, more of some kinds, and how they ended (guidance M2, E1).
import type { Dice } from '../chance/dice.ts';
import { MINUTES_A_DAY, type TimeLine } from '../chance/time-line.ts';
import type { Persona } from '../people/persona.ts';
import type { PersonRows, Row } from '../plan.ts';

type Gap = Row<'unmet_needs'>;
type Need = Row<'plan_needs'>;
type Place = {
  readonly dice: Dice;
  readonly timeLine: TimeLine;
  readonly persona: Persona;
  readonly rows: PersonRows;
};

/** How often nothing fits, by kind: what is short in most places. */
const OFTEN: Readonly<Record<string, number>> = {
  housing: 0.7,
  mental_health: 0.65,
  immigration: 0.65,
  language: 0.5,
  legal: 0.5,
  navigation: 0.3,
};
const SELDOM = 0.25;
/** Days before a need counts as a gap by time alone. */
const WAITED = 28;
const DAY_MS = MINUTES_A_DAY * 60_000;

const REASONS = {
  not_in_language: 26,
  list_full: 24,
  no_service: 14,
  hours: 9,
  too_far: 8,
  costs: 6,
  documents: 5,
  not_open: 4,
  no_service_yet: 4,
} as const;

const msOf = (text: unknown): number => Date.parse(String(text));
const isoOf = (ms: number): string => new Date(ms).toISOString();

/** Never from an address that is not safe to use; ZZ99 stands for having no fixed one. */
const districtOf = ({ person_contact_points }: PersonRows): string | null =>
  person_contact_points
    .filter(({ postcode, safe_to_use }) => typeof postcode === 'string' && safe_to_use !== 'no')
    .map(({ postcode }) => String(postcode).split(' ')[0] ?? '')
    .find(district => district !== '' && district !== 'ZZ99') ?? null;

/** Every row has the same columns, so that they are written together. */
function gapOf({ dice, timeLine, persona, rows }: Place, need: Need, referral: Row<'referrals'>): Gap | null {
  const agreed = msOf(need.recorded_at);
  const closed =
    referral.closed_at === null || referral.closed_at === undefined ? null : msOf(referral.closed_at);
  const until = closed ?? timeLine.epoch(timeLine.latest);
  const reason =
    persona.english === 'little' && dice.chance(0.4) ? 'not_in_language' : dice.weighted(REASONS);
  const waited = reason === 'no_service_yet';
  const recorded = agreed + (waited ? WAITED : dice.int(0, 12)) * DAY_MS + dice.int(10, 300) * 60_000;
  if (recorded >= until) return null;
  const chance = { found: 50, open: 38, not_needed: 12 };
  const ending = dice.weighted(chance);
  const ended = recorded + dice.int(6, 75) * DAY_MS;
  const open = ending === 'open' || ended >= until;
  const by = waited ? null : (referral.worker_id ?? null);
  return {
    id: dice.uuid(recorded),
    person_id: need.person_id,
    referral_id: referral.id,
    plan_id: need.plan_id,
    need_id: need.id,
    kind: need.category,
    reason,
    source: waited ? 'waiting' : dice.pick(['search', 'plan', 'step'] as const),
    language: persona.language.tag.split('-')[0] ?? null,
    area: districtOf(rows),
    note: '',
    recorded_at: isoOf(recorded),
    recorded_by: by,
    updated_at: isoOf(open ? recorded : ended),
    updated_by: by,
    ended_at: open ? null : isoOf(ended),
    ended_by: open ? null : (referral.worker_id ?? null),
    ended_because: open ? null : ending,
  };
}

/** What is still looked for has no service yet. */
function leaveOpen(rows: PersonRows, need: Need): void {
  const goals = new Set(rows.goals.filter(goal => goal.need_id === need.id).map(goal => goal.id));
  for (const step of rows.steps)
    if (goals.has(step.goal_id) && (step.status === 'planned' || step.status === 'under_way'))
      step.service_name = null;
}

/** Added when a person's story is complete, with dice of their own. */
export function addGaps(place: Place): void {
  const { dice, rows } = place;
  for (const plan of rows.plans) {
    const referral = rows.referrals.find(({ id }) => id === plan.referral_id);
    if (!referral) continue;
    for (const need of rows.plan_needs.filter(({ plan_id }) => plan_id === plan.id)) {
      if (!dice.chance(OFTEN[need.category] ?? SELDOM)) continue;
      const gap = gapOf(place, need, referral);
      if (gap === null) continue;
      if (gap.ended_at === null) leaveOpen(rows, need);
      rows.unmet_needs.push(gap);
    }
  }
}
