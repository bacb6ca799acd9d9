// One word of a name in Latin letters, from Ethiopic, Cyrillic, Greek and Georgian script, letter for letter.

/**
 * Consonants of the Ethiopic block (Unicode U+1200), one for each row of eight syllables. ' is a row of bare vowels.
 * Written as Eritreans and Ethiopians commonly write names in Latin letters, not as a library would.
 */
const ETHIOPIC_ROWS =
  "h l h m s r s sh k kw k kw b v t ch h hw n n ' k kw kh khw w ' z zh y d d j g gw g t ch p ts ts f p".split(
    ' ',
  );

/** Vowels of the eight orders; ə is the sixth, which is spoken short or not at all. */
const ETHIOPIC_ORDERS = ['e', 'u', 'i', 'a', 'e', 'ə', 'o', 'wa'] as const;

function ethiopicSyllable(letter: string): string {
  const offset = (letter.codePointAt(0) ?? 0) - 0x1200;
  const consonant = ETHIOPIC_ROWS[Math.floor(offset / 8)];
  const order = ETHIOPIC_ORDERS[offset % 8];
  if (consonant === undefined || order === undefined) return '';
  if (consonant !== "'") return consonant + order;
  return order === 'e' && offset % 8 === 0 ? 'a' : order;
}

const pairs = (text: string): ReadonlyMap<string, string> =>
  new Map(text.split(' ').map(pair => [pair.slice(0, 1), pair.slice(2)] as const));

const LETTERS = pairs(
  // Cyrillic, folded: й is и and ї is і by now.
  'а=a б=b в=v г=g ґ=g д=d е=e ж=zh з=z и=i і=i к=k л=l м=m н=n о=o п=p р=r с=s т=t у=u ф=f х=kh ц=ts ч=ch ш=sh ' +
    'щ=sh ъ= ы=i ь= э=e ю=yu я=ya є=ye љ=l њ=n ћ=ch ђ=dj џ=j ѓ=g ќ=k ј=y ғ=g қ=k ң=n ө=o ү=u ұ=u һ=h ҳ=h ҷ=j ' +
    'α=a β=v γ=g δ=d ε=e ζ=z η=i θ=th ι=i κ=k λ=l μ=m ν=n ξ=x ο=o π=p ρ=r σ=s τ=t υ=i φ=f χ=kh ψ=ps ω=o ' +
    'ა=a ბ=b გ=g დ=d ე=e ვ=v ზ=z თ=t ი=i კ=k ლ=l მ=m ნ=n ო=o პ=p ჟ=zh რ=r ს=s ტ=t უ=u ფ=p ქ=k ღ=gh ყ=q შ=sh ' +
    'ჩ=ch ც=ts ძ=dz წ=ts ჭ=ch ხ=kh ჯ=j ჰ=h',
);

const ETHIOPIC = /[\u1200-\u135a]/gu;
const OTHER_ALPHABET = /[\p{sc=Cyrl}\p{sc=Grek}\p{sc=Geor}]/gu;

/**
 * A folded word in Latin letters, with ə where Ethiopic may or may not speak a vowel. Latin words come back as they are;
 * so do scripts this table does not know. The Arabic script writes few vowels and is read by its own rules elsewhere.
 */
export const romanise = (folded: string): string =>
  folded.replace(ETHIOPIC, ethiopicSyllable).replace(OTHER_ALPHABET, letter => LETTERS.get(letter) ?? '');

export const isArabicScript = (text: string): boolean => /\p{sc=Arab}/u.test(text);
export const isLatinScript = (text: string): boolean => /^[a-zə]+$/.test(text);
