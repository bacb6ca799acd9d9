// What a record does not say that a link worker must know before sending somebody: in words, none weighed against another.

/** What a record may say something of. */
export type FilledPart =
  | 'description'
  | 'phone'
  | 'email'
  | 'url'
  | 'address'
  | 'areas'
  | 'opening'
  | 'eligibility'
  | 'ages'
  | 'cost'
  | 'languages'
  | 'application'
  | 'wait';

type Part = { readonly words: string; readonly of: readonly FilledPart[] };

const PARTS: readonly Part[] = [
  { words: 'what it does', of: ['description'] },
  { words: 'phone or email', of: ['phone', 'email'] },
  { words: 'website', of: ['url'] },
  { words: 'where it is or which area it is for', of: ['address', 'areas'] },
  { words: 'opening times', of: ['opening'] },
  { words: 'who it is for', of: ['eligibility', 'ages'] },
  { words: 'cost', of: ['cost'] },
  { words: 'languages', of: ['languages'] },
  { words: 'how to apply', of: ['application'] },
  { words: 'waiting time', of: ['wait'] },
];

export const PARTS_ASKED = PARTS.length;

/** What is missing, in words, the most needed first. */
export const missingOf = (filled: ReadonlySet<FilledPart>): readonly string[] =>
  PARTS.filter(({ of }) => !of.some(part => filled.has(part))).map(({ words }) => words);
