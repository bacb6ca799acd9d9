// A person's names: whole, in any script, current ones first; titles are not part of a name.
import type { HumanName, Patient } from '@medplum/fhirtypes';
import type { PersonName } from '#people';
import type { Notes } from '../arrival.ts';
import type { Found } from '../message/references.ts';
import { joined } from './concept.ts';

const MOST_NAMES = 20;
const LONGEST_NAME = 300;

/** Order of preference for the name a person is shown by. */
const ORDER: Record<PersonName['use'], number> = {
  legal: 0,
  known_as: 1,
  other_script: 2,
  previous: 3,
  from_merge: 4,
};

/** At least one name, or a fault: PRSB v1.1 makes a person's name mandatory. `today` is the day in London, YYYY-MM-DD. */
export function readNames(
  { resource, at }: Found<Patient>,
  today: string,
  notes: Notes,
): readonly PersonName[] {
  const sent = resource.name ?? [];
  if (sent.length > MOST_NAMES)
    notes.fault('too-costly', `${at}.name`, `At most ${MOST_NAMES} names are taken.`);
  const names = sent
    .slice(0, MOST_NAMES)
    .flatMap((name, place) => namesOf(name, `${at}.name[${place}]`, today, notes));
  if (names.length === 0)
    notes.fault('required', `${at}.name`, 'A referral needs a name of the person, if only one part of it.');
  const first = names[0];
  if (first && names.every(name => name.use === 'previous')) {
    notes.warn('incomplete', `${at}.name`, 'Every name is marked as no longer used. The first is shown.');
  }
  return [...names].sort((a, b) => ORDER[a.use] - ORDER[b.use]);
}

function namesOf(name: HumanName, at: string, today: string, notes: Notes): readonly PersonName[] {
  const use = nameUse(name, today);
  const given = joined(name.given ?? [], ' ');
  const family = name.family?.trim() || null;
  const parts = joined([given, family, ...(name.suffix ?? [])], ' ');
  const text = name.text ? withoutTitle(name.text, name.prefix ?? []) : null;
  const separate = { ...(given ? { given } : {}), ...(family ? { family } : {}) };
  const whole = parts !== null && text !== null && otherScript(parts, text) ? parts : (text ?? parts);
  if (whole === null) return [];
  const names: PersonName[] = [{ use, fullName: whole, ...separate }];
  if (text !== null && whole !== text)
    names.push({ use: use === 'previous' ? 'previous' : 'other_script', fullName: text });
  for (const { fullName } of names) {
    if (fullName.length > LONGEST_NAME)
      notes.fault('too-long', at, `A name may have at most ${LONGEST_NAME} characters.`);
  }
  return names;
}

function nameUse({ use, period }: HumanName, today: string): PersonName['use'] {
  if (use === 'old' || use === 'maiden') return 'previous';
  if (period?.end && period.end.slice(0, 10) < today.slice(0, period.end.slice(0, 10).length))
    return 'previous';
  return use === 'official' || use === undefined ? 'legal' : 'known_as';
}

const fold = (text: string): string => text.replace(/\s+/g, ' ').trim();

function withoutTitle(text: string, prefixes: readonly string[]): string {
  const whole = fold(text);
  const title = fold(prefixes.join(' '));
  return title !== '' && whole.toLowerCase().startsWith(`${title.toLowerCase()} `)
    ? whole.slice(title.length + 1)
    : whole;
}

const LATIN = /\p{sc=Latn}/u;

/** One of the two is written in Latin letters and the other is not. */
const otherScript = (a: string, b: string): boolean => LATIN.test(a) !== LATIN.test(b);
