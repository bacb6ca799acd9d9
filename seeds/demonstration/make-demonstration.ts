// Makes the whole demonstration from a seed: two services that never see each other's people, and a year of work.
import type { Temporal } from 'temporal-polyfill';
import { diceFor } from './chance/dice.ts';
import { type TimeLine, timeLineOf } from './chance/time-line.ts';
import { originDeck } from './people/identity.ts';
import { personaMaker } from './people/persona.ts';
import type { DemonstrationPlan, OrganisationPlan, PersonRows } from './plan.ts';
import type { Blueprint } from './services/blueprint.ts';
import { makeService } from './services/make-service.ts';
import { NORTHBRIDGE } from './services/northbridge.ts';
import { THAMESMERE } from './services/thamesmere.ts';
import { replaceableServices } from './topics/topic.ts';
import { makePerson } from './work/make-person.ts';

export type DemonstrationOptions = {
  readonly seed: number;
  /** Over both services; 60 people have 150 referrals. */
  readonly people: number;
  /** The day it is to be shown on: history ends the working day before, and open work is due around it. */
  readonly today: Temporal.PlainDate;
};

function organisationPlan(
  seed: number,
  blueprint: Blueprint,
  timeLine: TimeLine,
  { count, before, year }: { readonly count: number; readonly before: number; readonly year: number },
): OrganisationPlan {
  const service = makeService(seed, blueprint, timeLine, count);
  const deck = originDeck(diceFor(seed, blueprint.slug, 'origins'));
  const persona = personaMaker(seed, service, deck, { before, year });
  return {
    organisation: service.organisation,
    rows: service.rows,
    peopleCount: count,
    near: blueprint.near,
    replaceable: replaceableServices(blueprint.place),
    *people(): Iterable<PersonRows> {
      for (let person = 0; person < count; person += 1)
        yield makePerson({ seed, service, timeLine }, persona(person));
    },
  };
}

/**
 * The same seed, number and day make the same demonstration, ids included. People are made as they are asked for.
 * Everything is fictional: names by chance, phone numbers that Ofcom keeps for drama, test NHS numbers, example.org.
 */
export function makeDemonstration({ seed, people, today }: DemonstrationOptions): DemonstrationPlan {
  const timeLine = timeLineOf(today);
  const larger = Math.ceil(people * NORTHBRIDGE.share);
  const { year } = today;
  return {
    seed,
    today: today.toString(),
    organisations: [
      organisationPlan(seed, NORTHBRIDGE, timeLine, { count: larger, before: 0, year }),
      organisationPlan(seed, THAMESMERE, timeLine, { count: people - larger, before: larger, year }),
    ],
  };
}
