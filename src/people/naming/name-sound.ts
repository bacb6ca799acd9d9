// How the words of a name sound: spellings that mean one sound become one letter, so that variants can be compared.
import { foldForSearch } from '#kernel';
import { prepareReading, type Reading } from './sound-likeness.ts';
import { isArabicScript, isLatinScript, romanise } from './transliterate.ts';

export type NameWord = {
  /** As it was written. */
  readonly shown: string;
  readonly folded: string;
  /** The likeliest reading first. */
  readonly readings: readonly Reading[];
  /** The consonants of each reading: '=mhmd=' without the fences. */
  readonly skeletons: readonly string[];
  /** What the word says about who it is: 1 for most names. */
  readonly weight: number;
  /** Written without most vowels, as in the Arabic script. */
  readonly consonantal: boolean;
  readonly script: 'latin' | 'arabic' | 'romanised' | 'other';
};

type Piece = { readonly shown: string; readonly folded: string };

/** Titles, "son of" and "of". Not "Le" or "Do", which are family names too. */
const PARTICLES = new Set(
  'mr mrs ms miss dr bin ibn ben bint binti bte wa de da dos van der den von du'.split(' '),
);
const ARTICLE = new Set(['al', 'el', 'ul', 'il', 'ال']);
const SERVANT = /^(?:c?abd(?:[aeiou]l?)?|عبد(?:ال)?)$/;
const OF_GOD = /^(?:[aou]l+ah?|الله)$/;
const OF_FAITH = /^(?:[aeu]?[dl]?d(?:in|een|ine|ien)|الدين|دين)$/;
const FAITH_ARTICLE = /^(?:[aeu][dl])$/;

/** A set, since a name may be any word: `constructor` is one that every object knows. */
const SHORT_FOR_MOHAMED = new Set(['md', 'mohd', 'muhd', 'mhd', 'mohmd']);

function piecesOf(fullName: string): readonly Piece[] {
  return fullName
    .normalize('NFC')
    .split(/[\s,.;:/()"\p{Pd}_]+/u)
    .map(shown => ({ shown, folded: foldForSearch(shown).replaceAll(' ', '') }))
    .filter(piece => piece.folded !== '');
}

const join = (left: Piece, right: Piece): Piece => ({
  shown: `${left.shown} ${right.shown}`,
  folded: left.folded + right.folded,
});

/** Parts that are written together or apart become one word: Abd ul Rahman, Rahmat Ullah, Nur ud Din. */
function joinParts(pieces: readonly Piece[]): readonly Piece[] {
  const joined: Piece[] = [];
  for (const [place, piece] of pieces.entries()) {
    const before = joined.at(-1);
    const after = pieces[place + 1]?.folded;
    const servant = before !== undefined && SERVANT.test(before.folded);
    const article =
      after !== undefined &&
      (ARTICLE.has(piece.folded) || (FAITH_ARTICLE.test(piece.folded) && OF_FAITH.test(after)));
    const suffix = OF_GOD.test(piece.folded) || OF_FAITH.test(piece.folded);
    if (article) {
      if (servant) joined[joined.length - 1] = { ...before, shown: `${before.shown} ${piece.shown}` };
    } else if (before !== undefined && (servant || suffix)) {
      joined[joined.length - 1] = join(before, piece);
    } else joined.push(piece);
  }
  return joined;
}

/** What each letter or group of letters sounds like; the first that fits is taken, longest groups first. */
const LATIN_RULES: readonly (readonly [RegExp, string])[] = [
  [/[aou]l+ah?$/, 'ula'],
  [/(?<=..)[aeu]?[dl]?d(?:in|een|ine|ien)$/, 'udin'],
  [/^abd(?!ula$)(?:[aeiou](?:l|([rsntzd])(?=\1))?)?(?![aeiou]?$)/, 'abd'],
  [/(?<=..[eo])ff$/, 'v'],
  [/tch|tsh|ch/g, 'C'],
  [/sch|sh/g, 'S'],
  [/ph/g, 'f'],
  [/kh/g, 'h'],
  [/gh/g, 'g'],
  [/dh/g, 'D'],
  [/th/g, 'T'],
  [/zh/g, 'z'],
  [/dj|dzh/g, 'j'],
  [/t[sz]/g, 's'],
  [/ks/g, 'x'],
  [/ck|q|c/g, 'k'],
  [/([^aeiou])\1+/g, '$1'],
  [/ou|oo|uu|uw/g, 'u'],
  [/ee|ii|iy|ie(?=.)/g, 'i'],
  [/aa/g, 'a'],
  [/a(?:ye|ie|y|i|e)(?![aou])|e(?:ye|y|i)(?![aou])/g, 'ay'],
  [/a[ou]/g, 'aw'],
  [/(?<=[^aeiouə])y(?![aeiou])/g, 'i'],
  [/(?<=[aeiou])h$/, ''],
  [/ə$/, ''],
  [/[^abCDdefghijklmnoprSsTtuvwxyzə]/g, ''],
];

const latinSounds = (word: string): string =>
  LATIN_RULES.reduce(
    (sounds, [pattern, sound]) => sounds.replace(pattern, sound),
    SHORT_FOR_MOHAMED.has(word) ? 'mohamed' : word,
  );

/** Somali writes the sound ʿ of "Ali" as c (Cali, Cabdi, Cumar), and 'Alhassan' may be 'Al Hassan'. */
function latinReadings(word: string): readonly Reading[] {
  const sounds = latinSounds(word);
  const readings = [prepareReading(sounds)];
  if (/^c[aeiou]/.test(word)) readings.push(prepareReading(latinSounds(word.slice(1)), 0.02));
  if (/^[ae]l.{4}/.test(sounds)) readings.push(prepareReading(sounds.slice(2), 0.03));
  return readings;
}

/** A and 3 may be any vowel, W and Y a vowel or a consonant, H a last h that is often not spoken. */
const ARABIC_LETTERS: ReadonlyMap<string, string> = new Map(
  (
    'ا=A ب=b پ=p ت=t ث=T ج=j چ=C ح=h خ=h د=d ذ=D ر=r ز=z ژ=z س=s ش=S ص=s ض=D ط=t ظ=D ع=3 غ=g ف=f ڤ=v ق=k ك=k گ=g ' +
    'ل=l م=m ن=n ه=h و=W ي=Y ٹ=t ڈ=d ڑ=r ټ=t ډ=d ړ=r ښ=S ږ=g څ=s ځ=z ڼ=n ګ=g ڭ=n'
  )
    .split(' ')
    .map(pair => [pair.slice(0, 1), pair.slice(2)] as const),
);

function arabicSounds(word: string): string {
  const ending = /الله$/.test(word) ? 'ula' : /الدين$/.test(word) ? 'udin' : '';
  const stem = word
    .replace(/ال(?:له|دين)$/, '')
    .replace(/^ال(?=..)/, '')
    .replace(/^عبدال(?=..)/, 'عبد');
  const letters = [...stem].map(letter => ARABIC_LETTERS.get(letter) ?? '').join('');
  return ending === '' ? letters.replace(/h$/, 'H') : letters + ending;
}

/** Ukrainian reads г as h, Russian as g. */
const cyrillicReadings = (word: string): readonly string[] =>
  word.includes('г') ? [word, word.replaceAll('г', 'һ')] : [word];

type Read = Pick<NameWord, 'readings' | 'script'>;

function read(folded: string): Read {
  if (isArabicScript(folded)) return { readings: [prepareReading(arabicSounds(folded))], script: 'arabic' };
  if (isLatinScript(folded)) return { readings: latinReadings(folded), script: 'latin' };
  const readings = cyrillicReadings(folded).map(romanise);
  if (!readings.every(isLatinScript)) return { readings: [prepareReading(folded)], script: 'other' };
  return { readings: readings.map(reading => prepareReading(latinSounds(reading))), script: 'romanised' };
}

/** Particles seldom tell people apart, and Mohammed before another name is left out as often as not. */
const weightOf = (folded: string, skeletons: readonly string[]): number =>
  PARTICLES.has(folded) ? 0.15 : skeletons.includes('mhmd') ? 0.5 : 1;

function wordOf({ shown, folded }: Piece): NameWord {
  const { readings, script } = read(folded);
  const skeletons =
    script === 'other' ? [] : [...new Set(readings.flatMap(({ sounds }) => skeletonsOf(sounds)))];
  const weight = weightOf(folded, skeletons);
  return { shown, folded, readings, skeletons, weight, consonantal: script === 'arabic', script };
}

/** The words of a name in any script, parts written together or apart joined. Empty only when no letter was written. */
export function nameWords(fullName: string): readonly NameWord[] {
  const pieces = piecesOf(fullName.slice(0, 300));
  return joinParts(pieces).slice(0, 8).map(wordOf);
}

const SKELETON_LETTERS: ReadonlyMap<string, string> = new Map(
  'C=c S=c T=t D=d x=h p=b j=g A= W= Y= 3= H= a= e= i= o= u= ə= y= w= v='
    .split(' ')
    .map(pair => [pair.slice(0, 1), pair.slice(2)] as const),
);

function skeletonOf(sounds: string): string {
  const vowel = /^[A3aeiouə]/.test(sounds);
  const glide = /^[WwvYy]/.test(sounds);
  const start = vowel ? 'a' : glide ? sounds.slice(0, 1).toLowerCase().replace('v', 'w') : '';
  const rest = [...sounds.slice(start === '' ? 0 : 1)].map(sound => SKELETON_LETTERS.get(sound) ?? sound);
  return (start + rest.join('')).replace(/(.)\1+/g, '$1');
}

/**
 * The consonants of a reading, with 'a' for any vowel at the start: Mohammed, Muhammad and محمد are all 'mhmd'. Two where
 * a letter is read in two ways: Othman is 'atmn' and, as Osman, 'asmn'.
 */
const skeletonsOf = (sounds: string): readonly string[] => [
  ...new Set([skeletonOf(sounds), skeletonOf(sounds.replaceAll('T', 's').replaceAll('D', 'z'))]),
];
