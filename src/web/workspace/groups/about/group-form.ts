// From the typed form of a group to what can be kept, and back; what was refused, at the field that is to be changed.
import { z } from 'zod';
import {
  type Group,
  type GroupRefusal,
  type GroupWords,
  JOINING_KEYS,
  MOST_LANGUAGES,
  MOST_PLACES,
  WHO_KEYS,
  YES_NO_KEYS,
} from '#groups';
import { findLanguage, languageName } from '#kernel';
import {
  choice,
  choiceOr,
  type FieldErrors,
  type FormInput,
  listOf,
  optionalText,
  parseForm,
  requiredText,
  textOf,
  wholeNumber,
} from '#web';

const fields = z.object({
  name: requiredText('Enter what the group is called', { max: 120 }),
  about: optionalText(),
  who: choice(WHO_KEYS, 'Choose who may come'),
  culture: optionalText({ max: 1000 }),
  creche: choiceOr(YES_NO_KEYS, 'not_known'),
  'step-free': choiceOr(YES_NO_KEYS, 'not_known'),
  where: choice(['place', 'confidential', 'online'], 'Choose where it meets'),
  address: optionalText({ max: 500 }),
  places: wholeNumber('Enter how many places there are', { min: 1, max: MOST_PLACES }),
  joining: choiceOr(JOINING_KEYS, 'open'),
});

export type ReadGroup =
  | { readonly ok: true; readonly value: GroupWords; readonly input: FormInput }
  | { readonly ok: false; readonly errors: FieldErrors; readonly input: FormInput };

/** The team is chosen by who may: a manager; else it is the reader's own, or stays. */
export function readGroup(body: unknown, teamOf: (typed: string) => string | null): ReadGroup {
  const parsed = parseForm(fields, body);
  const { input } = parsed;
  const [languages, interpreted] = [
    readLanguages(textOf(input, 'languages')),
    readLanguages(textOf(input, 'interpreted')),
  ];
  const teamId = teamOf(textOf(input, 'team'));
  const errors: FieldErrors = {
    ...(parsed.ok ? {} : parsed.errors),
    ...(languages.unknown === null ? {} : { languages: unknownLanguage(languages.unknown) }),
    ...(interpreted.unknown === null ? {} : { interpreted: unknownLanguage(interpreted.unknown) }),
    ...(teamId === null ? { team: 'Choose the team' } : {}),
  };
  if (!parsed.ok || teamId === null || Object.keys(errors).length > 0)
    return { ok: false, errors: inOrder(errors), input };
  const { where, 'step-free': stepFree, ...rest } = parsed.value;
  const value: GroupWords = {
    ...rest,
    teamId,
    stepFree,
    online: where === 'online',
    confidential: where === 'confidential',
    helps: listOf(input, 'helps'),
    languages: languages.tags,
    interpreted: interpreted.tags,
    leaders: listOf(input, 'leaders'),
  };
  return { ok: true, value, input };
}

const unknownLanguage = (typed: string): string =>
  `We do not know the language “${typed}”. Check the spelling, and put a comma between two languages`;

/** 'Tigrinya, English': by any name or spelling we know; the first that is none stops. */
function readLanguages(typed: string): { readonly tags: readonly string[]; readonly unknown: string | null } {
  const parts = typed
    .split(/[,;،、\n]/)
    .map(part => part.trim())
    .filter(part => part !== '');
  const found = parts.map(part => ({ part, tag: findLanguage(part)?.tag ?? null }));
  const unknown = found.find(({ tag }) => tag === null)?.part.slice(0, 40) ?? null;
  return { tags: [...new Set(found.flatMap(({ tag }) => tag ?? []))], unknown };
}

/** The order of the page, which is the order of the error summary. */
const ORDER = [
  'name',
  'team',
  'about',
  'helps',
  'who',
  'languages',
  'interpreted',
  'culture',
  'creche',
  'step-free',
  'where',
  'address',
  'places',
  'leaders',
  'joining',
];
const inOrder = (errors: FieldErrors): FieldErrors =>
  Object.fromEntries(Object.entries(errors).sort(([a], [b]) => ORDER.indexOf(a) - ORDER.indexOf(b)));

export const inputOf = (group: Group): FormInput => ({
  name: group.name,
  about: group.about,
  helps: group.helps,
  who: group.who,
  languages: group.languages.map(languageName).join(', '),
  interpreted: group.interpreted.map(languageName).join(', '),
  culture: group.culture,
  creche: group.creche,
  'step-free': group.stepFree,
  where: group.online ? 'online' : group.confidential ? 'confidential' : 'place',
  address: group.address ?? '',
  places: String(group.places),
  leaders: group.leaders.map(({ id }) => id),
  joining: group.joining,
  version: String(group.version),
});

/** Why a group was refused, at the field that the reader must change. */
export function groupErrors(reason: GroupRefusal | 'changed-meanwhile', before: Group | null): FieldErrors {
  switch (reason) {
    case 'name-needed':
      return { name: 'Enter what the group is called' };
    case 'leader-needed':
      return { leaders: 'Choose who leads it: at least one link worker' };
    case 'places-out-of-range':
      return { places: `Enter how many places there are, from 1 to ${MOST_PLACES}` };
    case 'fewer-places-than-members':
      return { places: `${before?.members ?? 0} people have a place. Enter that many or more` };
    case 'people-agreed-to-who':
      return {
        who: 'People were asked whether this group suits them, and this was part of it. While somebody has a place or waits it stays. Make another group instead',
      };
    case 'too-many-languages':
      return { languages: `Enter at most ${MOST_LANGUAGES} languages` };
    case 'help-not-known':
      return { helps: 'Choose from the list' };
    case 'changed-meanwhile':
      return {
        '': 'Somebody changed this group while you had it open. Open it again to see what they changed. What you typed is still here',
      };
  }
}
