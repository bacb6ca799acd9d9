// How alike two words sound: an alignment in which vowels, glides and sounds that scripts confuse cost little.

const SOUNDS = 'aeiouəyw' + 'AWY3H' + 'bpvfmntTdDszSCjgkhxlr';
const COUNT = SOUNDS.length;

/** What a sound adds to the length of a word. */
const WEIGHT: Readonly<Record<string, number>> = {
  a: 0.35,
  e: 0.35,
  i: 0.35,
  o: 0.35,
  u: 0.35,
  ə: 0.02,
  y: 0.5,
  w: 0.5,
  A: 0.3,
  W: 0.3,
  Y: 0.3,
  3: 0.2,
  H: 0.05,
};

/** What it costs when one word has a sound that the other lacks. */
const MISSING: Readonly<Record<string, number>> = {
  a: 0.3,
  e: 0.2,
  i: 0.2,
  o: 0.3,
  u: 0.3,
  ə: 0.02,
  y: 0.25,
  w: 0.25,
  A: 0.15,
  W: 0.2,
  Y: 0.2,
  3: 0.08,
  H: 0.03,
  h: 0.4,
};

/** What it costs to read one sound for the other; pairs not named cost 1. */
const CONFUSED: Readonly<Record<string, number>> = {
  ae: 0.1,
  ei: 0.1,
  ou: 0.05,
  ao: 0.35,
  ai: 0.5,
  au: 0.6,
  eu: 0.2,
  eo: 0.35,
  iu: 0.2,
  io: 0.6,
  iy: 0.05,
  ey: 0.1,
  uw: 0.05,
  ow: 0.1,
  əa: 0.08,
  əe: 0.03,
  əi: 0.03,
  əo: 0.08,
  əu: 0.05,
  Aa: 0.02,
  Ae: 0.04,
  Ai: 0.1,
  Ao: 0.1,
  Au: 0.1,
  Aə: 0.05,
  '3a': 0.02,
  '3e': 0.04,
  '3i': 0.04,
  '3o': 0.04,
  '3u': 0.04,
  Ww: 0,
  Wv: 0.02,
  Wu: 0.02,
  Wo: 0.02,
  Yy: 0,
  Yi: 0.02,
  Ye: 0.05,
  Ya: 0.2,
  Ha: 0.02,
  He: 0.02,
  Hh: 0,
  Ht: 0.1,
  A3: 0.05,
  vw: 0.1,
  fv: 0.15,
  bp: 0.1,
  bv: 0.25,
  dD: 0.05,
  zD: 0.05,
  dz: 0.4,
  tT: 0.02,
  sT: 0.05,
  td: 0.4,
  sS: 0.35,
  sz: 0.3,
  zS: 0.5,
  CS: 0.3,
  Cj: 0.4,
  gj: 0.2,
  gk: 0.35,
  gh: 0.35,
  hk: 0.35,
  hx: 0.05,
  kx: 0.2,
  sx: 0.5,
  jy: 0.35,
  jz: 0.35,
  mn: 0.5,
  lr: 0.6,
};

/** Every pair of sounds, filled in once. */
const READ_FOR: readonly number[] = [...SOUNDS].flatMap(a =>
  [...SOUNDS].map(b => (a === b ? 0 : (CONFUSED[a + b] ?? CONFUSED[b + a] ?? 1))),
);
const WEIGHTS: readonly number[] = [...SOUNDS].map(sound => WEIGHT[sound] ?? 1);
const MISSINGS: readonly number[] = [...SOUNDS].map(sound => MISSING[sound] ?? 1);
/** A last vowel tells names apart (Haile and Hailu, Abdi and Abdu) more than one in the middle. */
const LAST_VOWELS_DIFFER = 0.3;
const VOWELS = 5;
const LETTER_E = 1;

/** A word as it may be read, ready for comparing with many. */
export type Reading = {
  readonly sounds: string;
  /** Taken off the likeness, because this is not the first way to read the word. */
  readonly penalty: number;
  readonly codes: readonly number[];
  readonly length: number;
  /** What it costs to leave out each sound, beside a word with its vowels and beside one without. */
  readonly missing: readonly number[];
  readonly missingBesideConsonants: readonly number[];
};

/**
 * Where the other word writes no vowels they are nearly free; else the first and last vowel tell names apart (Amin and
 * Amina), save a last e, which French spelling adds.
 */
function missingCost(code: number, place: number, count: number, besideConsonants: boolean): number {
  const usual = MISSINGS[code] ?? 1;
  if (code >= VOWELS) return usual;
  if (besideConsonants) return place === 0 ? 0.2 : 0.04;
  if (place === 0) return 0.4;
  return place === count - 1 ? (code === LETTER_E ? 0.12 : 0.5) : usual;
}

export function prepareReading(sounds: string, penalty = 0): Reading {
  const codes = [...sounds].map(sound => SOUNDS.indexOf(sound)).filter(code => code >= 0);
  return {
    sounds,
    penalty,
    codes,
    length: codes.reduce((sum, code) => sum + (WEIGHTS[code] ?? 1), 0),
    missing: codes.map((code, place) => missingCost(code, place, codes.length, false)),
    missingBesideConsonants: codes.map((code, place) => missingCost(code, place, codes.length, true)),
  };
}

function readingCost(a: number, b: number, last: boolean): number {
  const cost = READ_FOR[a * COUNT + b] ?? 1;
  return last && cost >= 0.2 && a < VOWELS && b < VOWELS ? cost + LAST_VOWELS_DIFFER : cost;
}

type Side = { readonly codes: readonly number[]; readonly missing: readonly number[] };

/** The least cost of turning one into the other, row by row; infinite as soon as it must be more than `most`. */
function alignmentCost(a: Side, b: Side, most: number): number {
  const width = b.codes.length;
  let row: number[] = [0];
  for (let j = 0; j < width; j += 1) row.push((row[j] ?? 0) + (b.missing[j] ?? 1));
  for (let i = 0; i < a.codes.length; i += 1) {
    const leaveOut = a.missing[i] ?? 1;
    let before = (row[0] ?? 0) + leaveOut;
    let least = before;
    const next = [before];
    for (let j = 0; j < width; j += 1) {
      const last = i === a.codes.length - 1 && j === width - 1;
      const read = (row[j] ?? 0) + readingCost(a.codes[i] ?? 0, b.codes[j] ?? 0, last);
      before = Math.min(read, (row[j + 1] ?? 0) + leaveOut, before + (b.missing[j] ?? 1));
      next.push(before);
      least = Math.min(least, before);
    }
    if (least > most) return Number.POSITIVE_INFINITY;
    row = next;
  }
  return row[width] ?? 0;
}

/**
 * 0 to 1, the same both ways; 1 only for words that sound the same. Words less alike than `floor` may come out as 0, which
 * saves the work of finding out how unlike they are.
 */
export function soundLikeness(
  a: Reading,
  b: Reading,
  consonants: { a: boolean; b: boolean },
  floor = 0,
): number {
  if (a.sounds === b.sounds) return 1;
  const length = Math.max(a.length, b.length);
  if (a.codes.length === 0 || b.codes.length === 0) return 0;
  const left = { codes: a.codes, missing: consonants.b ? a.missingBesideConsonants : a.missing };
  const right = { codes: b.codes, missing: consonants.a ? b.missingBesideConsonants : b.missing };
  const cost = alignmentCost(left, right, (1 - floor) * length + 1e-9);
  return Math.max(0, 1 - cost / length);
}
