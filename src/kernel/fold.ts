// Folding: the same word in other spellings, marks, digits or letter forms becomes one text for search and comparing.

/** The code points of the digit zero in the scripts people write numbers with (Unicode general category Nd). */
const ZEROS = [
  0x0660, 0x06f0, 0x07c0, 0x0966, 0x09e6, 0x0a66, 0x0ae6, 0x0be6, 0x0c66, 0x0ce6, 0x0d66, 0x0e50, 0x0ed0,
  0x0f20, 0x1040, 0x17e0, 0x1810, 0xff10, 0x10d30, 0x1e950,
] as const;

const NOT_ASCII_DIGIT = /(?![0-9])\p{Nd}/gu;

/** Arabic-Indic, Persian, Bengali … digits as 0 to 9; everything else unchanged. */
export const asciiDigits = (text: string): string =>
  text.replace(NOT_ASCII_DIGIT, digit => {
    const point = digit.codePointAt(0) ?? 0;
    const zero = ZEROS.find(start => point >= start && point < start + 10);
    return zero === undefined ? digit : String(point - zero);
  });

/** Accents and vowel points that writers leave out. The vowel signs of Indian and Burmese scripts are letters: they stay. */
const OPTIONAL_MARK =
  /(?=\p{M})[\p{sc=Zinh}\p{sc=Latn}\p{sc=Grek}\p{sc=Cyrl}\p{sc=Arab}\p{sc=Hebr}\p{sc=Syrc}\p{sc=Thaa}\u093c\u09bc\u0a3c\u0abc]/gu;

/** Characters that only shape a word: tatweel, zero-width joiners, direction marks, soft hyphen. */
const SHAPING = /[\u0640\u200b-\u200f\u202a-\u202e\u2060-\u2069\u061c\ufeff\u00ad]/g;
const APOSTROPHE = /['`´‘’‛ʹʻʼʽʾʿˈ՚＇ء]/g;

/** Letters that no decomposition makes alike: each pair is a letter and what it becomes. */
const LETTERS: ReadonlyMap<string, string> = new Map(
  (
    'ß=ss æ=ae œ=oe ø=o ł=l đ=d ð=d þ=th ı=i ŋ=n ħ=h ə=e ɓ=b ɗ=d ƙ=k ƴ=y ɛ=e ɔ=o ς=σ ' +
    'ٱ=ا ى=ي ی=ي ې=ي ۍ=ي ێ=ي ے=ي ک=ك ڪ=ك ة=ه ہ=ه ھ=ه ە=ه ۃ=ه ۆ=و ۇ=و ۋ=و ڕ=ر ڵ=ل ں=ن'
  )
    .split(' ')
    .map(pair => [pair.slice(0, 1), pair.slice(2)] as const),
);
const LETTER = new RegExp(`[${[...LETTERS.keys()].join('')}]`, 'gu');
// biome-ignore lint/suspicious/noControlCharactersInRegex: the whole of ASCII is meant.
const ASCII = /^[\x00-\x7f]*$/;
const SEPARATOR = /[^\p{L}\p{N}\p{M}]+/gu;

/**
 * Text for search: compatibility forms, capitals, optional marks, Arabic-script letter variants, digits, joiners and
 * punctuation made alike; words parted by one space. Both the stored text and what is searched for go through it.
 */
export const foldForSearch = (text: string): string =>
  ASCII.test(text) ? foldAscii(text) : foldAnyScript(text);

/** Most text is ASCII, for which two of the steps do all. */
const foldAscii = (text: string): string =>
  text
    .toLowerCase()
    .replace(/['`]/g, '')
    .replace(/[^a-z0-9]+/g, ' ')
    .trim();

const foldAnyScript = (text: string): string =>
  asciiDigits(text.normalize('NFKD').toLowerCase())
    .replace(SHAPING, '')
    .replace(OPTIONAL_MARK, '')
    .replace(LETTER, letter => LETTERS.get(letter) ?? letter)
    .replace(APOSTROPHE, '')
    .normalize('NFC')
    .replace(SEPARATOR, ' ')
    .trim();
