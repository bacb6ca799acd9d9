// Who a made-up person is: names in the order and the script of where they come from, and a birth date as far as it is known.
import { type Answer, answered, unanswered } from '#kernel';
import type { Dice } from '../chance/dice.ts';
import { type NamePart, namePartsOf, ORIGINS, type Origin } from './origin.ts';

export type MadeName = {
  readonly use: 'legal' | 'known_as' | 'other_script';
  readonly fullName: string;
  readonly given?: string;
  readonly family?: string;
};

export type Identity = {
  readonly origin: Origin;
  readonly sex: 'female' | 'male';
  /** The first is the legal name in Latin letters. */
  readonly names: readonly [MadeName, ...MadeName[]];
  /** What somebody would call them in a sentence. */
  readonly called: string;
  readonly birthDate: Answer<string>;
  readonly age: number;
};

const PERCENT_WITH_OWN_SCRIPT = 60;

/** As many entries as weights, shuffled, so that sixty people already come from many places. */
export function originDeck(dice: Dice): Origin[] {
  const first = dice.shuffle(ORIGINS.filter(origin => origin.weight > 1));
  const rest = ORIGINS.flatMap(origin =>
    Array.from({ length: Math.max(1, origin.weight - 1) }, () => origin),
  );
  return [...first, ...dice.shuffle(rest)];
}

const joined = (parts: readonly string[], between = ' '): string =>
  parts.filter(part => part !== '').join(between);

function nativeName(parts: readonly NamePart[], join: string): MadeName[] {
  const natives = parts.map(part => part.native);
  if (parts.length === 0 || natives.some(native => native === undefined)) return [];
  return [{ use: 'other_script', fullName: joined(natives as string[], join) }];
}

type Parts = { readonly given: NamePart; readonly family: NamePart; readonly other: NamePart };
type Called = Pick<Identity, 'names'>;

const latinOf = (parts: readonly NamePart[]): string => joined(parts.map(part => part.latin));

/** No family name: one's own, the father's, and often the grandfather's; in daily life two of them. */
function namedAfterFathers(dice: Dice, { given, family, other }: Parts, script: Script): Called {
  const long = dice.chance(0.6);
  const parts = long ? [given, family, other] : [given, family];
  const legal: MadeName = { use: 'legal', fullName: latinOf(parts), given: given.latin };
  const known: MadeName = { use: 'known_as', fullName: latinOf([given, family]) };
  return { names: [legal, ...(long && dice.chance(0.5) ? [known] : []), ...script(parts)] };
}

function namedWithFamily({ given, family }: Parts, familyFirst: boolean, script: Script): Called {
  const parts = familyFirst ? [family, given] : [given, family];
  const legal: MadeName = {
    use: 'legal',
    fullName: latinOf(parts),
    given: given.latin,
    family: family.latin,
  };
  return { names: [legal, ...script(parts)] };
}

/** The name in the person's own script, or nothing. */
type Script = (parts: readonly NamePart[]) => MadeName[];

function namesFor(dice: Dice, origin: Origin, sex: 'female' | 'male'): Pick<Identity, 'names' | 'called'> {
  const given = dice.pick(namePartsOf(sex === 'female' ? origin.women : origin.men));
  const families = namePartsOf(
    sex === 'female' ? (origin.familiesOfWomen ?? origin.families) : origin.families,
  );
  const [family = { latin: '' }, other = { latin: '' }] = dice.shuffle(families);
  const single = origin.order === 'whole' || dice.int(1, 100) <= (origin.single ?? 0);
  const own = dice.int(1, 100) <= PERCENT_WITH_OWN_SCRIPT;
  const script: Script = parts => (own ? nativeName(parts, origin.nativeJoin ?? ' ') : []);
  const called = given.latin;
  if (single) return { called, names: [{ use: 'legal', fullName: called }, ...script([given])] };
  const parts = { given, family, other };
  return origin.order === 'given-father-grandfather'
    ? { called, ...namedAfterFathers(dice, parts, script) }
    : { called, ...namedWithFamily(parts, origin.order === 'family-given', script) };
}

const two = (number: number): string => String(number).padStart(2, '0');

/** Years in which officials wrote 1 January for many. */
const FIRST_JANUARY_YEARS = [1979, 1985, 1988, 1990, 1995];

function birthDateFor(dice: Dice, year: number): Answer<string> {
  switch (dice.weighted({ day: 68, firstJanuary: 14, month: 6, year: 6, unknown: 6 })) {
    case 'day':
      return answered(`${year}-${two(dice.int(1, 12))}-${two(dice.int(1, 28))}`);
    case 'firstJanuary':
      return answered(`${dice.pick(FIRST_JANUARY_YEARS)}-01-01`);
    case 'month':
      return answered(`${year}-${two(dice.int(1, 12))}`);
    case 'year':
      return answered(String(year));
    case 'unknown':
      return unanswered(dice.pick(['not_asked', 'not_known', 'declined'] as const));
  }
}

/** @param thisYear the year of today, to make adults of 18 and over. */
export function identityFor(dice: Dice, origin: Origin, thisYear: number): Identity {
  const sex = dice.chance(0.56) ? 'female' : 'male';
  const { names, called } = namesFor(dice, origin, sex);
  const [least, most] = dice.pick([
    [19, 29],
    [30, 44],
    [30, 44],
    [45, 59],
    [60, 82],
  ] as const);
  const birthDate = birthDateFor(dice, thisYear - dice.int(least, most));
  const age =
    birthDate.status === 'answered' ? thisYear - Number(birthDate.value.slice(0, 4)) : dice.int(least, most);
  return { origin, sex, names, called, birthDate, age };
}

/** Names that clerks write in more than one way. */
const SPELLINGS: readonly (readonly [string, string])[] = [
  ['Mohamed', 'Muhammad'],
  ['Fatima', 'Fatema'],
  ['Amina', 'Aminah'],
  ['Yonas', 'Jonas'],
  ['Tesfay', 'Tesfai'],
  ['Filmon', 'Philmon'],
  ['Oksana', 'Oxana'],
  ['Nataliia', 'Natalia'],
  ['Andrii', 'Andriy'],
  ['Hossein', 'Hussain'],
  ['Khaled', 'Khalid'],
  ['Osman', 'Uthman'],
  ['Ahmad', 'Ahmed'],
  ['Selam', 'Selamawit'],
  ['Gebremariam', 'Gebre Mariam'],
  ['Abdelrahman', 'Abdul Rahman'],
  ['Al-', 'El '],
  ['Nour', 'Noor'],
  ['Zahra', 'Zohra'],
  ['Nguyễn', 'Nguyen'],
  ['Yılmaz', 'Yilmaz'],
  ['Rahimi', 'Raheemi'],
  ['Karim', 'Kareem'],
  ['Ibrahim', 'Ebrahim'],
  ['Haile', 'Hayle'],
  ['Omar', 'Umar'],
  ['Kovalenko', 'Kowalenko'],
  ['Leila', 'Layla'],
  ['Semhar', 'Simhar'],
  ['Rahwa', 'Rahua'],
];

/** Where most people's names have a second spelling. */
export const ORIGINS_SPELT_TWO_WAYS: readonly string[] = ['eritrea', 'sudan', 'syria', 'ukraine', 'iran'];

/** Slips of the ear and of the keyboard, for names that have no usual second spelling. */
const SLIPS: readonly (readonly [RegExp, string])[] = [
  [/ee/, 'i'],
  [/oo|ou/, 'u'],
  [/i(?=[a-z])/, 'ee'],
  [/([a-z])\1/, '$1'],
  [/kh/, 'k'],
  [/u/, 'ou'],
  [/e/, 'i'],
  [/a(?=[a-z])/, 'e'],
];

function respelt(name: string): string {
  const usual = SPELLINGS.filter(([one]) => name.includes(one)).slice(0, 2);
  if (usual.length > 0) return usual.reduce((text, [one, other]) => text.replace(one, other), name);
  const slip = SLIPS.find(([pattern]) => pattern.test(name));
  return slip === undefined ? name : name.replace(slip[0], slip[1]);
}

/** The same person as another office wrote them down: other spelling, no own script, a vaguer birth date. */
export function writtenAgain(dice: Dice, identity: Identity): Identity {
  const [legal] = identity.names;
  const again: MadeName = {
    use: 'legal',
    fullName: respelt(legal.fullName),
    ...(legal.given === undefined ? {} : { given: respelt(legal.given) }),
    ...(legal.family === undefined ? {} : { family: respelt(legal.family) }),
  };
  const { birthDate } = identity;
  const vaguer =
    birthDate.status === 'answered' && dice.chance(0.4) ? answered(birthDate.value.slice(0, 4)) : birthDate;
  return { ...identity, names: [again], called: respelt(identity.called), birthDate: vaguer };
}
