// How the numbers about wishes name what they count.
import { languageName } from '#kernel';
import type { MetMeasure, MetSplit } from '#overviews';
import type { PreferenceKind } from '#people';

export const KIND_WORDS: Readonly<Record<PreferenceKind, string>> = {
  language: 'Link worker’s language',
  culture: 'Link worker’s background',
  sex: 'A woman or a man',
  format: 'Alone or in a group',
  mix: 'Women’s, men’s or mixed group',
  depth: 'How much time',
};

export const MEASURE_WORDS: Readonly<Record<MetMeasure, string>> = {
  people: 'Given to a link worker',
  asked_for: 'Asked for something',
  met: 'Given as asked',
  partly: 'Partly',
  not_met: 'Not as asked',
  not_known: 'Not known',
  no_wish: 'Does not matter to them',
  declined: 'Preferred not to say',
  not_asked: 'Not asked, or not answered yet',
};

export const SPLIT_CAPTIONS: Readonly<Record<MetSplit, string>> = {
  none: 'All referrals',
  language: 'By preferred spoken language',
  sex: 'By sex of the person',
};

const SEXES: Readonly<Record<string, string>> = {
  female: 'Female',
  male: 'Male',
  not_known: 'Sex not known',
  other: 'Other answers, each fewer than 5',
};

/** A row's name. */
export function cellWords(split: MetSplit, cell: string): string {
  if (split === 'none') return 'All';
  if (split === 'sex') return SEXES[cell] ?? 'Another answer';
  if (cell === 'other') return 'Other languages, each spoken by fewer than 5';
  return cell === 'not_known' ? 'Language not known' : languageName(cell);
}
