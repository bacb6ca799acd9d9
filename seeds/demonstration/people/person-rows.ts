// The record of a made-up person: names, ways to reach them, languages and answers, as they came with the first referral.
import { type Answer, answered, languageName, type Unanswered, unanswered } from '#kernel';
import { nameSearchKeys } from '#people';
import type { Dice } from '../chance/dice.ts';
import type { Moment, TimeLine } from '../chance/time-line.ts';
import { jsonOf, type PersonRows, type Row } from '../plan.ts';
import type { Service } from '../services/make-service.ts';
import type { MadeName } from './identity.ts';
import type { Persona } from './persona.ts';
import { reachFor } from './reach.ts';

export type Kept = {
  readonly dice: Dice;
  readonly timeLine: TimeLine;
  readonly service: Service;
  readonly persona: Persona;
  readonly personId: string;
  /** When the first referral came, and who sent it where that was somebody with an account. */
  readonly at: Moment;
  readonly by: string | null;
};

const NOT_SAID: readonly Unanswered[] = ['not_asked', 'not_asked', 'not_now', 'not_known'];

const COMMUNICATION_NEEDS = [
  'Large print, please.',
  'Hard of hearing on the left side; sit on the right.',
  'Reads slowly: pictures and voice messages are better.',
  'Wears glasses for reading and often forgets them.',
];

/** Most preferences are never asked at referral; that is kept as it is. */
const perhaps = (dice: Dice, value: () => unknown, asked = 0.5): Answer<unknown> =>
  dice.chance(asked) ? answered(value()) : unanswered(dice.pick(NOT_SAID));

function factsOf({ dice, persona }: Kept): { kind: string; answer: Answer<unknown> }[] {
  const sexes: Readonly<Record<string, number>> =
    persona.sex === 'female'
      ? { female: 50, female_only: 14, no_preference: 36 }
      : { male: 24, no_preference: 70, male_only: 3, female: 3 };
  const needs = dice.chance(0.14)
    ? [{ kind: 'communication_needs', answer: answered(dice.pick(COMMUNICATION_NEEDS)) }]
    : [];
  return [
    {
      kind: 'interpreter',
      answer: dice.chance(0.9) ? answered(persona.interpreter) : unanswered('not_known'),
    },
    { kind: 'gender', answer: perhaps(dice, () => persona.sex, 0.85) },
    {
      kind: 'preference_language',
      answer: perhaps(dice, () => dice.weighted({ same: 55, interpreter: 20, no_preference: 25 })),
    },
    {
      kind: 'preference_culture',
      answer: perhaps(dice, () => dice.weighted({ same: 34, different: 16, no_preference: 50 }), 0.4),
    },
    { kind: 'preference_worker_sex', answer: perhaps(dice, () => dice.weighted(sexes), 0.55) },
    {
      kind: 'preference_format',
      answer: perhaps(dice, () => dice.weighted({ individual: 45, group: 25, no_preference: 30 })),
    },
    {
      kind: 'preference_depth',
      answer: perhaps(
        dice,
        () => dice.weighted({ conversation: 58, signposting: 17, no_preference: 25 }),
        0.4,
      ),
    },
    ...needs,
  ];
}

function addNames(kept: Kept, rows: PersonRows, id: () => string, recorded_at: string): void {
  for (const name of kept.persona.identity.names)
    rows.person_names.push({
      id: id(),
      person_id: kept.personId,
      use: name.use,
      full_name: name.fullName,
      given: name.given ?? null,
      family: name.family ?? null,
      folded: nameSearchKeys(name.fullName).join(' '),
      recorded_at,
    });
}

function addLanguages({ persona, personId }: Kept, rows: PersonRows, id: () => string): void {
  const add = (language: string, use: 'speaks' | 'reads', preferred: boolean): number =>
    rows.person_languages.push({
      id: id(),
      person_id: personId,
      language,
      label: languageName(language),
      use,
      preferred,
    });
  persona.speaks.forEach((tag, place) => {
    add(tag, 'speaks', place === 0);
  });
  persona.reads.forEach((tag, place) => {
    add(tag, 'reads', place === 0);
  });
}

/** The name that lists show: what the person is known as, else the legal one. */
export const shownName = (names: readonly [MadeName, ...MadeName[]]): string =>
  (names.find(name => name.use === 'known_as') ?? names[0]).fullName;

function personRow({ persona, personId, service, timeLine, at }: Kept): Row<'people'> {
  const { names, birthDate } = persona.identity;
  return {
    id: personId,
    team_id: service.teams[persona.team] ?? '',
    display_name: shownName(names),
    name_folded: [...new Set(names.flatMap(name => nameSearchKeys(name.fullName)))].join(' '),
    nhs_number: persona.nhsNumber,
    nhs_number_status:
      persona.nhsNumber === null ? 'not_known' : persona.number % 3 === 0 ? 'verified' : 'given',
    birth_date: birthDate.status === 'answered' ? birthDate.value : null,
    birth_date_status: birthDate.status,
    gp_practice_id: persona.gpPractice?.id ?? null,
    gp_registration: persona.gpRegistration,
    merged_into: null,
    created_at: timeLine.instant(at),
  };
}

/** Adds the person and everything that came with them to the rows. */
export function keepPerson(kept: Kept, rows: PersonRows): void {
  const { dice, timeLine, service, persona, personId, at, by } = kept;
  const recorded_at = timeLine.instant(at);
  const epoch = timeLine.epoch(at);
  const id = (): string => dice.uuid(epoch);
  const row = personRow(kept);
  rows.people.push(row);
  addNames(kept, rows, id, recorded_at);
  addLanguages(kept, rows, id);
  const again = persona.writtenAgain;
  for (const point of reachFor(dice, service.blueprint, persona.number, row.display_name)) {
    // Another office writes the same number in another way.
    const value = again && point.kind === 'phone' ? point.value.replace(/^07/, '+44 7') : point.value;
    rows.person_contact_points.push({
      id: id(),
      person_id: personId,
      ...point,
      value,
      recorded_at,
      ended_at: null,
    });
  }
  for (const { kind, answer } of factsOf(kept))
    rows.person_facts.push({
      id: id(),
      person_id: personId,
      kind,
      status: answer.status,
      value: answer.status === 'answered' ? jsonOf(answer.value) : null,
      recorded_by: by,
      recorded_at,
    });
}
