// What of a group is not as the person asked, in words to be asked about; and what it would take where "only" is not kept.
import { type Difference, type Following, followingOf, type Group, WHO } from '#groups';
import { languageName } from '#kernel';
import { askedOf, type PersonRecord } from '#people';
import { PREFERENCES, UNANSWERED_WORDS } from '../../person/words.ts';
import { languagesWords } from '../words.ts';

const MISSING: Readonly<Record<string, string>> = UNANSWERED_WORDS;

const saidOf = (kind: string, value: string): string =>
  PREFERENCES.find(each => each.kind === kind)?.words[value] ?? MISSING[value] ?? value;

/** 'They speak Dari. The group speaks Tigrinya, and no interpreter is arranged'. */
export function differenceWords(difference: Difference, group: Group): string {
  switch (difference.kind) {
    case 'language': {
      const theirs = difference.preferred === '' ? 'another language' : languageName(difference.preferred);
      const groups = [...group.languages, ...group.interpreted];
      return `They speak ${theirs}. The group speaks ${languagesWords(groups)}, and no interpreter for them is arranged`;
    }
    case 'mix': {
      const worker = difference.asked.startsWith('female') || difference.asked.startsWith('male');
      const said = worker
        ? `“${saidOf('preference_worker_sex', difference.asked)}” as link worker`
        : `“${saidOf('preference_mix', difference.asked)}”`;
      return `They asked for ${said}. This group is for: ${WHO[group.who].toLowerCase()}`;
    }
    case 'format':
      return 'They asked to be supported one to one. This is a group';
  }
}

const FOLLOWING: Readonly<Record<Following, string>> = {
  speaks: 'In a language they speak',
  interpreted: 'With the interpreter who comes',
  no: 'No language they speak, and no interpreter',
  not_known: 'Not known',
};
export const followingWords = (person: PersonRecord, group: Group): string =>
  FOLLOWING[followingOf(person, group)];

/** What they asked for that bears on groups, in short. */
export function wishesWords({ facts, languages }: PersonRecord): string {
  const of = (kind: 'mix' | 'format'): string =>
    saidOf(`preference_${kind}`, askedOf(facts, kind)).toLowerCase();
  const spoken = languages.filter(each => each.use === 'speaks').map(each => each.label);
  return `Women’s, men’s or mixed group: ${of('mix')}. Alone or in a group: ${of('format')}. Speaks: ${
    spoken.length === 0 ? 'not known' : [...new Set(spoken)].join(', ')
  }.`;
}
