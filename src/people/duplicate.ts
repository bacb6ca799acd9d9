// May two records be one person? A score with reasons that add up to it, for a human to decide; nothing is ever joined by it.
import {
  foldForSearch,
  isFirstJanuary,
  isNoFixedAbode,
  languageName,
  type PartialDate,
  parseNhsNumber,
  parsePostcode,
  phoneKey,
  samePossible,
  spokenLanguage,
} from '#kernel';
import { comparePreparedNames, type NameLikeness, type PreparedName, prepareName } from './name.ts';

export type IdentitySketch = {
  /** Every name the record holds, in any script. */
  readonly names: readonly string[];
  readonly birthDate: PartialDate | null;
  readonly nhsNumber: string | null;
  readonly nhsNumberVerified: boolean;
  readonly phones: readonly string[];
  readonly postcodes: readonly string[];
  /** BCP 47 tags or names. */
  readonly languages: readonly string[];
  /** Any text that is the same for the same practice: its id or ODS code. */
  readonly gpPractice?: string | null;
};

export type DuplicateLevel = 'certain' | 'likely' | 'possible' | 'unlikely';
export type DuplicateReason = { readonly text: string; readonly weight: number };
export type DuplicateVerdict = {
  /** 0 to 1: the sum of the weights, in hundredths. */
  readonly score: number;
  readonly level: DuplicateLevel;
  /** For the person first, then against; a weight of 0 is worth knowing and counts nothing. */
  readonly reasons: readonly DuplicateReason[];
};

/** A sketch made ready for comparing with many. */
export type PreparedIdentity = {
  readonly names: readonly PreparedName[];
  readonly birthDate: PartialDate | null;
  readonly nhsNumber: string | null;
  readonly nhsNumberVerified: boolean;
  readonly phones: ReadonlySet<string>;
  readonly postcodes: ReadonlySet<string>;
  readonly languages: ReadonlySet<string>;
  readonly gpPractice: string;
};

const present = (texts: readonly (string | null)[]): ReadonlySet<string> =>
  new Set(texts.flatMap(text => (text === null || text === '' ? [] : [text])));

function postcodeKey(text: string): string | null {
  const parsed = parsePostcode(text);
  return parsed.ok && !isNoFixedAbode(parsed.value) ? parsed.value : null;
}

export function prepareIdentity(sketch: IdentitySketch): PreparedIdentity {
  const number = sketch.nhsNumber === null ? null : parseNhsNumber(sketch.nhsNumber);
  return {
    names: sketch.names.map(prepareName).filter(name => name.words.length > 0),
    birthDate: sketch.birthDate,
    nhsNumber: number?.ok ? number.value : null,
    nhsNumberVerified: sketch.nhsNumberVerified,
    phones: present(sketch.phones.map(phoneKey)),
    postcodes: present(sketch.postcodes.map(postcodeKey)),
    languages: present(sketch.languages.map(spokenLanguage)),
    gpPractice: foldForSearch(sketch.gpPractice ?? ''),
  };
}

const common = (a: ReadonlySet<string>, b: ReadonlySet<string>): readonly string[] =>
  [...a].filter(key => b.has(key)).sort();

/** A verified number is one the national service has traced to the person. */
function nhsNumberReasons(a: PreparedIdentity, b: PreparedIdentity): readonly DuplicateReason[] {
  if (a.nhsNumber === null || b.nhsNumber === null) return [];
  const verified = a.nhsNumberVerified && b.nhsNumberVerified;
  if (a.nhsNumber === b.nhsNumber) {
    return verified
      ? [{ text: 'The same NHS number, verified on both', weight: 0.62 }]
      : [{ text: 'The same NHS number, not verified on both', weight: 0.5 }];
  }
  return verified
    ? [{ text: 'Different NHS numbers, both verified', weight: -0.6 }]
    : [{ text: 'Different NHS numbers, not both verified: one may be wrong', weight: -0.2 }];
}

const FIRST_JANUARY = '1 January is often written when the day is not known';

function compatibleDates(a: PartialDate, b: PartialDate): DuplicateReason {
  const [short, long] = a.length <= b.length ? [a, b] : [b, a];
  if (a === b && isFirstJanuary(a))
    return { text: `The same birth date, but ${FIRST_JANUARY}`, weight: 0.06 };
  if (short.length === 10) return { text: 'The same birth date', weight: 0.3 };
  if (short.length === 7)
    return { text: 'The same month and year of birth, the day not known on both', weight: 0.13 };
  const text = isFirstJanuary(long)
    ? `The same year of birth; ${FIRST_JANUARY}`
    : 'The same year of birth, the rest not known on both';
  return { text, weight: 0.05 };
}

/** The year of the Ethiopian calendar is seven or eight behind (https://www.unicode.org/reports/tr35, calendar "ethiopic"). */
const ETHIOPIAN_YEARS = new Set([7, 8]);
const ETHIOPIAN_CALENDAR_LANGUAGES = new Set(['am', 'ti', 'om', 'aa', 'tig', 'byn']);

function differentDates(a: PreparedIdentity, b: PreparedIdentity, x: string, y: string): DuplicateReason {
  const [yearX = '', monthX, dayX] = x.split('-');
  const [yearY = '', monthY, dayY] = y.split('-');
  const years = Math.abs(Number(yearX) - Number(yearY));
  const oneFirstJanuary = isFirstJanuary(x) || isFirstJanuary(y);
  if (years === 0 && oneFirstJanuary)
    return { text: `The same year of birth; ${FIRST_JANUARY}`, weight: 0.04 };
  if (years === 0 && dayX !== undefined && dayX === monthY && monthX === dayY)
    return { text: 'The same birth date with day and month swapped', weight: 0.15 };
  if (years <= 2 && oneFirstJanuary)
    return { text: `Years of birth are close; ${FIRST_JANUARY}, and the year may be a guess`, weight: -0.05 };
  const calendar = [...a.languages, ...b.languages].some(tag => ETHIOPIAN_CALENDAR_LANGUAGES.has(tag));
  if (calendar && ETHIOPIAN_YEARS.has(years))
    return {
      text: 'Years of birth differ by seven or eight, as Ethiopian and Western calendars do',
      weight: -0.05,
    };
  const sameParts = [yearX === yearY, monthX === monthY, dayX === dayY].filter(Boolean).length;
  if (sameParts === 2 && dayX !== undefined && dayY !== undefined)
    return { text: 'Birth dates differ in one part: it may be a slip', weight: -0.1 };
  return { text: 'Different birth dates', weight: -0.25 };
}

function birthDateReasons(a: PreparedIdentity, b: PreparedIdentity): readonly DuplicateReason[] {
  if (a.birthDate === null || b.birthDate === null) return [];
  return [
    samePossible(a.birthDate, b.birthDate)
      ? compatibleDates(a.birthDate, b.birthDate)
      : differentDates(a, b, a.birthDate, b.birthDate),
  ];
}

/** The likest two of all names: people have a name in their passport, one in their script, one they are called by. */
function likestNames(a: PreparedIdentity, b: PreparedIdentity): NameLikeness | null {
  let best: NameLikeness | null = null;
  for (const left of a.names)
    for (const right of b.names) {
      const likeness = comparePreparedNames(left, right);
      if (best === null || likeness.score > best.score) best = likeness;
      if (best.score === 1) return best;
    }
  return best;
}

const NAME = 0.34;
const NAMES_ALIKE = 0.5;
const NAMES_DIFFERENT = 0.35;

function nameReasons(likeness: NameLikeness | null): readonly DuplicateReason[] {
  if (likeness === null) return [];
  const text = likeness.reasons.join('. ');
  if (likeness.score >= NAMES_ALIKE) return [{ text, weight: NAME * likeness.score }];
  return [{ text, weight: likeness.score < NAMES_DIFFERENT ? -0.2 : 0 }];
}

/** Homes, numbers and surgeries are shared by families and by everyone in a hotel or hostel: each says little. */
function surroundingReasons(a: PreparedIdentity, b: PreparedIdentity): readonly DuplicateReason[] {
  const reasons: DuplicateReason[] = [];
  if (common(a.phones, b.phones).length > 0)
    reasons.push({ text: 'The same phone number, which may belong to family or accommodation', weight: 0.1 });
  if (common(a.postcodes, b.postcodes).length > 0)
    reasons.push({ text: 'The same postcode, which neighbours and housemates share', weight: 0.05 });
  const languages = common(a.languages, b.languages);
  if (languages.length > 0)
    reasons.push({ text: `Both speak ${languages.map(languageName).join(', ')}`, weight: 0.03 });
  else if (a.languages.size > 0 && b.languages.size > 0)
    reasons.push({ text: 'No language in common', weight: -0.03 });
  if (a.gpPractice !== '' && a.gpPractice === b.gpPractice)
    reasons.push({ text: 'The same GP practice', weight: 0.03 });
  return reasons;
}

const hundredths = (weight: number): number => Math.round(weight * 100);

/**
 * Weights in whole hundredths whose sum lies between 0 and 100: when the evidence for one person comes to more than 1, each
 * piece of it counts in proportion; so does the evidence against, when it comes to more than the evidence for.
 */
function keepWithin(reasons: readonly DuplicateReason[]): readonly DuplicateReason[] {
  const whole = reasons.map(reason => ({ text: reason.text, weight: hundredths(reason.weight) }));
  const sumOf = (sign: number): number =>
    whole.reduce((total, { weight }) => total + Math.max(0, weight * sign), 0);
  const [inFavour, against] = [sumOf(1), sumOf(-1)];
  if (inFavour - against > 100) return inProportion(whole, 1, inFavour, 100 + against);
  if (inFavour < against) return inProportion(whole, -1, against, inFavour);
  return whole.map(({ text, weight }) => ({ text, weight: weight / 100 }));
}

/** The weights of one sign, brought from `sum` to `wanted`; each rounded share passes its rest on to the next. */
function inProportion(
  whole: readonly DuplicateReason[],
  sign: 1 | -1,
  sum: number,
  wanted: number,
): readonly DuplicateReason[] {
  let [before, given] = [0, 0];
  return whole.map(({ text, weight }) => {
    if (weight * sign <= 0) return { text, weight: weight / 100 };
    before += weight * sign;
    const share = Math.round((before * wanted) / sum) - given;
    given += share;
    return { text, weight: (share * sign) / 100 };
  });
}

/** A level is a matter of what agrees, not of the sum alone: only a shared NHS number with a like name is certain. */
function levelOf(score: number, sameNumber: boolean, likeness: NameLikeness | null): DuplicateLevel {
  if (sameNumber && score >= 0.8 && (likeness?.score ?? 0) >= 0.6) return 'certain';
  if (score >= 0.6) return 'likely';
  return score >= 0.35 ? 'possible' : 'unlikely';
}

export function compareIdentities(a: PreparedIdentity, b: PreparedIdentity): DuplicateVerdict {
  const likeness = likestNames(a, b);
  const found = [
    ...nhsNumberReasons(a, b),
    ...birthDateReasons(a, b),
    ...nameReasons(likeness),
    ...surroundingReasons(a, b),
  ].sort((x, y) => y.weight - x.weight);
  const reasons = keepWithin(found);
  const score = reasons.reduce((total, reason) => total + hundredths(reason.weight), 0) / 100;
  const sameNumber = a.nhsNumber !== null && a.nhsNumber === b.nhsNumber;
  return { score, level: levelOf(score, sameNumber, likeness), reasons };
}

/** How far two records may be one person. The same both ways. Even 'certain' is for a person to confirm. */
export const possibleDuplicate = (a: IdentitySketch, b: IdentitySketch): DuplicateVerdict =>
  compareIdentities(prepareIdentity(a), prepareIdentity(b));
