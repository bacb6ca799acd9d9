// The ledger of preferences in the words of the page: what was asked, what was offered and given, how well it fits.
import { formatInstant, instantOf, languageName } from '#kernel';
import {
  FACT_OF,
  type Fit,
  givenWords,
  type LedgerEntry,
  type PreferenceKind,
  type PreferenceOutcome,
  WHY_NOT,
} from '#people';
import type { TagMeaning } from '#ui';
import { PREFERENCES, UNANSWERED_WORDS } from '../person/words.ts';

export const KIND_WORDS: Readonly<Record<PreferenceKind, string>> = {
  language: 'Language',
  culture: 'Background',
  sex: 'Woman or man',
  format: 'Alone or in a group',
  mix: 'Women’s, men’s or mixed group',
  depth: 'How much time',
};

export const FIT_WORDS: Readonly<Record<Fit, { readonly text: string; readonly meaning: TagMeaning }>> = {
  met: { text: 'As asked', meaning: 'done' },
  partly: { text: 'Partly as asked', meaning: 'information' },
  not_met: { text: 'Not as asked', meaning: 'attention' },
  no_wish: { text: 'It does not matter to them', meaning: 'neutral' },
  not_asked: { text: 'They were not asked', meaning: 'waiting' },
  not_known: { text: 'Not known yet', meaning: 'waiting' },
};

/** A wish in words. Somebody who was not asked has not said that it does not matter. */
export function askedWords(kind: PreferenceKind, asked: string): string {
  const words = PREFERENCES.find(each => each.kind === FACT_OF[kind])?.words ?? {};
  if (Object.hasOwn(words, asked)) return words[asked] ?? asked;
  const missing: Readonly<Record<string, string>> = UNANSWERED_WORDS;
  return missing[asked] ?? asked;
}

type Given = Pick<PreferenceOutcome, 'what' | 'language'>;

export const outcomeWords = (kind: PreferenceKind, { what, language }: Given): string =>
  language ? `${givenWords(kind, what)} (${languageName(language)})` : givenWords(kind, what);

export const whenWords = (at: Date, by: string | null): string =>
  `${formatInstant(instantOf(at))}${by ? `, ${by}` : ''}`;

const SOURCES: Readonly<Record<string, string>> = {
  allocation: 'when a link worker was chosen',
  contact: 'from a contact',
  group: 'when a group was offered',
  plan: 'from the plan',
  preference: 'held against what they asked for since',
  staff: 'said by staff',
};
export const sourceWords = (source: string): string => SOURCES[source] ?? source;

export const STEP_WORDS: Readonly<Record<LedgerEntry['step'], string>> = {
  asked: 'Asked for',
  offered: 'Offered',
  given: 'Given',
};

/** Why not, and what was noted; null where nothing was said. */
export function whyWords({ reason, note }: Pick<PreferenceOutcome, 'reason' | 'note'>): string | null {
  const parts = [reason ? WHY_NOT[reason] : '', note].filter(part => part !== '');
  return parts.length === 0 ? null : parts.join('. ');
}
