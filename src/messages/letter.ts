// What a letter is: plain values that the renderer sets on paper; nothing in it is ever read as markup.

export type LetterRow = { readonly label: string; readonly value: string };

export type LetterTable = {
  readonly columns: readonly string[];
  readonly rows: readonly (readonly string[])[];
};

/** What a section holds is printed in this order: paragraphs, bullets, rows (label and value), table, then a last remark. */
export type LetterSection = {
  readonly heading: string;
  readonly paragraphs?: readonly string[];
  readonly bullets?: readonly string[];
  readonly rows?: readonly LetterRow[];
  readonly table?: LetterTable;
  readonly remark?: string;
};

/** The few words the paper says itself. */
export type LetterWords = {
  readonly date: string;
  readonly reference: string;
  readonly name: string;
  readonly birthDate: string;
  readonly nhsNumber: string;
  readonly page: string;
  readonly of: string;
  /** Said when a letter of some script is in none of our fonts. */
  readonly notPrinted: string;
};

export type Letter = {
  /** Name and address, one line each; shows through the window of a DL or C5 envelope. */
  readonly to: readonly string[];
  readonly from: { readonly organisation: string; readonly lines: readonly string[] };
  /** 'YYYY-MM-DD'. */
  readonly date: string;
  readonly reference: string;
  /** Whom the letter is about, in words as they are to be printed; on every page, so that a loose page finds its record. */
  readonly about: { readonly name: string; readonly birthDate: string; readonly nhsNumber: string };
  readonly greeting?: string;
  readonly title: string;
  readonly sections: readonly LetterSection[];
  readonly closing: readonly string[];
  /** BCP 47 tag of the letter's words; decides the direction too. */
  readonly language: string;
  /** The paper's own words when the letter is not in English. */
  readonly words?: LetterWords;
};

export const ENGLISH_LETTER_WORDS: LetterWords = {
  date: 'Date',
  reference: 'Our reference',
  name: 'Name',
  birthDate: 'Date of birth',
  nhsNumber: 'NHS number',
  page: 'Page',
  of: 'of',
  notPrinted:
    'A box stands for a letter that we could not print. The full text is in our record under this reference.',
};
