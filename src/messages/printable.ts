// Makes any text safe to set on paper: nothing that turns the line around, nothing too long to break, and honest about gaps.

/** Control characters, and those that turn the direction of all that follows (Trojan Source); joiners that scripts need stay. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: these are the characters to take out
const UNWANTED = /[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069\ufeff]/g;

const LONE_SURROGATE = /\p{Surrogate}/gu;

/** A run without a space that may be wider than the page: web addresses, or a key that was leaned on. */
const LONG_RUN = /\S{30}(?=\S)/gu;
const ZERO_WIDTH_SPACE = '\u200b';

/** Letters that need no shape of their own on paper. */
const INVISIBLE = /[\s\p{Cf}\p{Cc}\p{Mn}]/u;

/** A phone number, NHS number or date in figures: its groups would change places in right-to-left text. */
const FIGURES = /\+?[0-9][0-9 ()/.:-]*[0-9]/g;
const LEFT_TO_RIGHT_ISOLATE = '\u2066$&\u2069';

const tidy = (text: string, rtl: boolean): string => {
  const clean = text
    .replace(LONE_SURROGATE, '\ufffd')
    .normalize('NFC')
    .replaceAll('\r\n', '\n')
    .replace(UNWANTED, ' ');
  const broken = clean.replace(LONG_RUN, `$&${ZERO_WIDTH_SPACE}`);
  return rtl ? broken.replace(FIGURES, LEFT_TO_RIGHT_ISOLATE) : broken;
};

const canPrint = (text: string, letters: ReadonlySet<number>): boolean =>
  [...text].every(letter => letters.has(letter.codePointAt(0) ?? 0) || INVISIBLE.test(letter));

export type Printable<Value> = { readonly value: Value; readonly complete: boolean };

/** The same value with every text in it made safe; `complete` is false when some letter is in none of the fonts. */
export function printable<Value>(
  value: Value,
  { letters, rtl }: { readonly letters: ReadonlySet<number>; readonly rtl: boolean },
): Printable<Value> {
  let complete = true;
  const walk = (part: unknown): unknown => {
    if (typeof part === 'string') {
      const text = tidy(part, rtl);
      complete &&= canPrint(text, letters);
      return text;
    }
    if (Array.isArray(part)) return part.map(walk);
    if (part === null || typeof part !== 'object') return part;
    return Object.fromEntries(Object.entries(part).map(([key, inner]) => [key, walk(inner)]));
  };
  const safe = walk(value) as Value;
  return { value: safe, complete };
}
