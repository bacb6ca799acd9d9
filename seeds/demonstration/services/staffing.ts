// More places that refer and more staff, for a service of more people; and everybody's email address.
import { foldForSearch } from '#kernel';
import type { Dice } from '../chance/dice.ts';
import { namePartsOf, ORIGINS, type Origin } from '../people/origin.ts';
import type { Blueprint, Sender, StaffMember } from './blueprint.ts';

/** People a link worker may have over a year, beyond which a service gets another link worker. */
const PEOPLE_A_WORKER = 40;
const PEOPLE_A_SENDER = 400;

const PRACTICES = [
  'Orchard',
  'Bridge Road',
  'Lindenhall',
  'Church Lane',
  'Parkview',
  'Station Road',
  'The Elms',
  'Abbey',
];
const POSTS = ['GP', 'Care navigator', 'Practice nurse', 'Receptionist', 'Pharmacist'];

export function allSenders(blueprint: Blueprint, people: number): readonly Sender[] {
  const wanted = Math.floor(people / PEOPLE_A_SENDER);
  const more = Array.from({ length: wanted }, (_, number): Sender => {
    const round = Math.floor(number / PRACTICES.length);
    return {
      name: `${PRACTICES[number % PRACTICES.length]} Practice${round === 0 ? '' : ` ${round + 1}`}, ${blueprint.place}`,
      kind: 'gp_practice',
      odsCode: `${blueprint.codeLetters}${String(number + 1).padStart(4, '0')}`,
      team: number % 2 === 0 ? 0 : 1,
      domain: `practice-${number + 1}`,
    };
  });
  return [...blueprint.senders, ...more];
}

function nameFrom(dice: Dice, origin: Origin, sex: 'female' | 'male'): string {
  const families = sex === 'female' ? (origin.familiesOfWomen ?? origin.families) : origin.families;
  const given = dice.pick(namePartsOf(sex === 'female' ? origin.women : origin.men));
  return `${given.latin} ${dice.pick(namePartsOf(families)).latin}`;
}

function moreWorker(dice: Dice, number: number): StaffMember {
  const origin = dice.pick(ORIGINS.filter(one => one.families !== ''));
  const sex = dice.chance(0.7) ? 'female' : 'male';
  const [first = 'en', second] = origin.speaks;
  return {
    name: nameFrom(dice, origin, sex),
    role: 'link_worker',
    team: number % 2 === 0 ? 0 : 1,
    sex,
    languages: { en: 'fluent', ...(second ? { [second]: 'working' as const } : {}), [first]: 'first' },
    capacity: dice.int(8, 12) * 5,
  };
}

/** The named staff first; link workers by the number of people, one referrer for each place that was added. */
export function allStaff(
  dice: Dice,
  blueprint: Blueprint,
  people: number,
  senders: number,
): readonly StaffMember[] {
  const named = blueprint.staff.filter(member => member.role === 'link_worker').length;
  const workers = Math.max(0, Math.ceil(people / PEOPLE_A_WORKER) - named);
  const added = Array.from(
    { length: senders - blueprint.senders.length },
    (_, number): StaffMember => ({
      name: nameFrom(dice, dice.pick(ORIGINS.filter(one => one.order === 'given-family')), 'female'),
      role: 'referrer',
      post: dice.pick(POSTS),
      sender: blueprint.senders.length + number,
    }),
  );
  return [
    ...blueprint.staff,
    ...Array.from({ length: workers }, (_, number) => moreWorker(dice, number)),
    ...added,
  ];
}

/** name.surname at the place they work, under .example (RFC 2606); a number is added when somebody has it already. */
export function emailOf(name: string, domain: string, taken: Set<string>): string {
  const local = foldForSearch(name).replace(/[^a-z0-9]+/g, '.');
  for (let number = 1; ; number += 1) {
    const email = `${local}${number === 1 ? '' : number}@${domain}.example`;
    if (taken.has(email)) continue;
    taken.add(email);
    return email;
  }
}
