// How a made-up person can be reached, and what has to be minded when reaching them.
import { foldForSearch } from '#kernel';
import type { Dice } from '../chance/dice.ts';
import type { Row } from '../plan.ts';
import type { Blueprint } from '../services/blueprint.ts';
import { fictionalLandline, fictionalMobile, fictionalPostcode } from './numbers.ts';

type Point = Omit<Row<'person_contact_points'>, 'id' | 'person_id' | 'recorded_at'>;

const SAFE_NOTES = [
  'Text before ringing.',
  'Ring after 4pm; works at night.',
  'The phone is shared with a cousin: say only that it is about an appointment.',
  'Do not leave a voicemail.',
  'Voice messages are better than written ones.',
  'Mornings are best, when the children are at school.',
  'Please ring twice; the first call is often missed.',
];

/** The pseudo postcode of NHS records for no fixed abode. */
const NO_FIXED_ABODE = 'ZZ99 3VZ';

const SAFETY = { yes: 70, not_asked: 17, not_known: 6, no: 4, declined: 3 } as const;

function phonePoint(dice: Dice, index: number): Point {
  const belongs = dice.weighted({ person: 86, family: 8, friend: 6 });
  const safe = dice.weighted(SAFETY);
  const noted = safe === 'no' || belongs !== 'person' || dice.chance(0.25);
  return {
    kind: 'phone',
    value: fictionalMobile(index),
    postcode: null,
    belongs_to: belongs,
    safe_to_use: safe,
    safe_note: noted ? dice.pick(SAFE_NOTES) : null,
    preferred: true,
  };
}

const addressAt = (
  value: string,
  belongs_to: string,
  postcode: string,
  safe_note: string | null = null,
): Point => ({
  kind: 'address',
  value,
  postcode,
  belongs_to,
  safe_to_use: 'yes',
  safe_note,
  preferred: false,
});

function hotelPoints(dice: Dice, blueprint: Blueprint, postcode: string): Point[] {
  const room = `Room ${dice.int(101, 420)}, ${blueprint.hotel}, ${blueprint.place}`;
  const address = addressAt(room, 'accommodation', postcode, 'Reception takes messages; no details, please.');
  return [address, { ...address, kind: 'phone', value: fictionalLandline(dice, blueprint), postcode: null }];
}

function addressPoints(dice: Dice, blueprint: Blueprint): Point[] {
  const { place, streets, dayCentre } = blueprint;
  const postcode = fictionalPostcode(dice, blueprint);
  const house = `${dice.int(1, 140)} ${dice.pick(streets)}, ${place}`;
  switch (dice.weighted({ home: 58, shared: 14, hotel: 10, friend: 8, none: 5, unknown: 5 })) {
    case 'home':
      return [addressAt(house, 'person', postcode)];
    case 'shared':
      return [
        addressAt(
          `Room ${dice.int(1, 9)}, ${house}`,
          'person',
          postcode,
          'Others in the house open letters.',
        ),
      ];
    case 'hotel':
      return hotelPoints(dice, blueprint, postcode);
    case 'friend':
      return [addressAt(`Staying with a friend at ${house}`, 'friend', postcode)];
    case 'none':
      return [addressAt(`No fixed address; letters to ${dayCentre}, ${place}`, 'worker', NO_FIXED_ABODE)];
    case 'unknown':
      return [];
  }
}

/** Name-based addresses at example.org, which nobody can own (RFC 2606). */
const emailPoint = (name: string, index: number): Point => ({
  kind: 'email',
  value: `${foldForSearch(name).replace(/[^a-z0-9]+/g, '.')}.${index}@example.org`,
  postcode: null,
  belongs_to: 'person',
  safe_to_use: 'yes',
  safe_note: null,
  preferred: false,
});

/** @param index unique over all people of the demonstration, which gives each of the first thousand a number of their own. */
export function reachFor(dice: Dice, blueprint: Blueprint, index: number, name: string): Point[] {
  const points: Point[] = [];
  if (dice.chance(0.94)) points.push(phonePoint(dice, index));
  points.push(...addressPoints(dice, blueprint));
  if (dice.chance(0.3)) points.push(emailPoint(name, index));
  return points;
}
