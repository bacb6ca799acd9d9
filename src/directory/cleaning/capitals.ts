// Names and addresses written in capitals become title case; acronyms and initials of doctors stay as they are.

const ACRONYMS = new Set([
  'NHS',
  'GP',
  'GPS',
  'PMS',
  'APMS',
  'UK',
  'BMI',
  'BPAS',
  'CMHT',
  'CAMHS',
  'HIV',
  'HQ',
  'IAPT',
  'ICATS',
  'LCD',
  'MSK',
  'PCT',
  'PCC',
  'TB',
  'UEA',
  'YMCA',
  'YWCA',
  'BHR',
  'DMC',
  'ECCH',
  'ENT',
  'GUM',
  'ESOL',
  'CIC',
  'RAF',
  'USA',
  'II',
  'III',
  'IV',
  'AT',
]);
const SMALL = new Set([
  'AND',
  'OF',
  'THE',
  'IN',
  'ON',
  'FOR',
  'BY',
  'TO',
  'WITH',
  'NEAR',
  'AT',
  'UPON',
  'UNDER',
  'LE',
  'DE',
]);
const SHORTENED = new Set(['DR', 'DRS', 'ST', 'MR', 'MRS', 'LTD', 'RD', 'PTS', 'PTNRS']);
/** Short words that end a place's name, so that "PARK WAY" is not read as a doctor called Park with initials W A Y. */
const ENDINGS = new Set([
  'WAY',
  'END',
  'LEA',
  'BAY',
  'INN',
  'ASH',
  'OAK',
  'ELM',
  'SEA',
  'ROW',
  'HUB',
  'DEN',
  'PIT',
  'TOP',
  'LEY',
  'RYE',
  'ST',
  'RD',
]);

const IN_CAPITALS = /^[^\p{Ll}]*\p{Lu}[^\p{Ll}]*\p{Lu}[^\p{Ll}]*$/u;
const SURNAME_AND_INITIALS = /^[\p{Lu}'’-]{2,} [\p{Lu}]{1,4}$/u;
/** Words in capitals that follow each other; lone letters count only inside. */
const RUN = /(?<![\p{L}\p{N}])[\p{Lu}\p{N}'’]{2,}(?:[^\p{L}\p{N}]+[\p{Lu}\p{N}'’]+)*(?![\p{L}])/gu;
const WORDS_OF_SOME_LENGTH = /\p{Lu}{5,}/u;
const WORD = /[\p{L}\p{N}'’]+/gu;

const capitalise = (word: string): string => {
  const lower = word.toLowerCase();
  // 1ST → 1st; O'TOOLE → O'Toole, but KING'S → King's; MCGRANN → McGrann.
  if (/^[0-9]/.test(lower)) return /^[0-9]+(st|nd|rd|th)$/.test(lower) ? lower : word;
  const joined = lower.replace(
    /^(mc)([a-z]{3,})/,
    (_, mc: string, rest: string) => mc + rest.charAt(0).toUpperCase() + rest.slice(1),
  );
  const parted = joined.replace(/['’](\p{L})(?=\p{L})/gu, (_, letter: string) => `'${letter.toUpperCase()}`);
  return parted.charAt(0).toUpperCase() + parted.slice(1);
};

function inTitleCase(word: string, first: boolean): string {
  const letters = word.replace(/[^\p{L}]/gu, '');
  if (letters === '' || /^[0-9]/.test(word) || SHORTENED.has(word)) return capitalise(word);
  if (SMALL.has(word)) return first ? capitalise(word) : word.toLowerCase();
  if (ACRONYMS.has(word)) return word;
  return /[AEIOUY]/.test(letters) || letters.length > 4 ? capitalise(word) : word;
}

/** "DR MCGRANN & PARTNERS" → "Dr McGrann & Partners"; "GOULD ADW" → "Gould ADW"; "Dr Stevens MAJ" and "BMI Hospital" stay. */
export function withoutShouting(text: string): string {
  const initials = SURNAME_AND_INITIALS.test(text) && !ENDINGS.has(text.split(' ').at(-1) ?? '');
  if (initials)
    return text.replace(WORD, (word, at: number) =>
      at === 0 || text[at - 1] === '-' ? capitalise(word) : word,
    );
  const calmed = text.replace(RUN, (run, at: number) => {
    const shouted =
      WORDS_OF_SOME_LENGTH.test(run) ||
      (/\bdrs?\.? $/i.test(text.slice(0, at)) && /[AEIOUY]/.test(run) && !/^\p{Lu}\b/u.test(run));
    return shouted || IN_CAPITALS.test(text)
      ? run.replace(WORD, (word, inRun: number) => inTitleCase(word, at + inRun === 0))
      : run;
  });
  return calmed.replace(/\bMc(\p{Lu}{3,})/gu, (_, rest: string) => `Mc${capitalise(rest)}`);
}
