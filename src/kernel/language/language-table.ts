// The languages Footbridge names: the reviewed table in seeds/content, UK Core's languages, and others that people speak.
import { readFileSync } from 'node:fs';
import { parse } from 'csv-parse/sync';

export type Direction = 'ltr' | 'rtl';

export type Language = {
  /** BCP 47, as short as it can be without becoming another language: 'ti', 'fa', 'pa-Arab'. */
  readonly tag: string;
  /** English name. */
  readonly name: string;
  /** What its speakers call it, in their script. */
  readonly endonym: string;
  /** ISO 15924; 'Zxxx' for a signed language, which is not written. */
  readonly script: string;
  readonly direction: Direction;
};

/** Tags of the table that say more than is needed, or that other systems use for another language. */
const OWN_TAGS: Readonly<Record<string, string>> = {
  'fa-IR': 'fa',
  'en-GB': 'en',
  'uz-Latn': 'uz',
  'sd-Arab': 'sd',
  'kmr-Latn': 'kmr',
  // Chimwiini is counted under swh, which also means Swahili at large.
  swh: 'sw-x-bravanes',
};

const OWN_NAMES: Readonly<Record<string, string>> = { ar: 'Arabic', fa: 'Farsi (Persian)' };

const RIGHT_TO_LEFT = new Set(['Arab', 'Hebr', 'Syrc', 'Thaa', 'Nkoo', 'Rohg', 'Adlm', 'Mand', 'Samr']);

export const directionOfScript = (script: string): Direction => (RIGHT_TO_LEFT.has(script) ? 'rtl' : 'ltr');

/** Rows of languages.csv (columns name, endonym, bcp47, script) as languages. Throws when a column is missing. */
export function parseLanguageTable(csv: string): readonly Language[] {
  const rows: readonly Record<string, string>[] = parse(csv, { columns: true, bom: true });
  return rows.map(row => {
    const { name, endonym, bcp47, script } = row;
    if (!name || !endonym || !bcp47 || !script)
      throw new Error(`languages.csv: a column is missing near ${bcp47}`);
    const tag = OWN_TAGS[bcp47] ?? bcp47;
    return { tag, name: OWN_NAMES[tag] ?? name, endonym, script, direction: directionOfScript(script) };
  });
}

/** Two-letter codes of https://fhir.hl7.org.uk/CodeSystem/UKCore-HumanLanguage 2.1.0 (HL7 UK, Apache-2.0), without q1–q5. */
export const UK_CORE_CODES: ReadonlySet<string> = new Set(
  `aa ab af ak sq am ar an hy as av ae ay az ba bm eu be bn bh bi bo bs br bg my ca cs ch ce zh cu cv kw co cr cy da de
  dv nl dz el en eo et ee fo fa fj fi fr fy ff ka gd ga gl gv gn gu ht ha he hz hi ho hr hu ig is io ii iu ie ia id ik it
  jv ja kl kn ks kr kk km ki rw ky kv kg ko kj ku lo la lv li ln lt lb lu lg mk mh ml mi mr ms mg mt mo mn na nv nr nd ng
  ne nn nb no ny oc oj or om os pa pi pl pt ps qu rm ro rn ru sg sa sr si sk sl se sm sn sd so st es sc ss su sw sv ty ta
  tt te tg tl th ti to tn ts tk tr tw ug uk ur uz ve vi vo wa wo xh yi yo za zu`.split(/\s+/),
);

/** Codes of UK Core that another tag of ours already names: Bihari, Moldavian, Tagalog. */
const SAID_OTHERWISE = new Set(['bh', 'mo', 'tl']);

/** Spoken in communities in the UK, and named by Intl. */
const ALSO_SPOKEN =
  `arz ary aeb arq gaa bin rif kab zgh tig byn ssy ach luo nus din nan hak men tem srr snk nqo kln suk bem
  lua dyu mos zza lzz mai new bho wal sid guz kam mer nyn cgg pcm fon efi tiv ceb ilo jam kea`
    .trim()
    .split(/\s+/);

/** Languages without a name in Intl: tag, English name, endonym, script. */
const UNNAMED: readonly (readonly [string, string, string, string])[] = [
  ['acq', 'Arabic (Yemeni)', 'العربية اليمنية', 'Arab'],
  ['ayl', 'Arabic (Libyan)', 'ليبي', 'Arab'],
  ['fvr', 'Fur', 'Bèle Fòòr', 'Latn'],
  ['zag', 'Zaghawa', 'Beria', 'Latn'],
  ['mls', 'Masalit', 'Masarak', 'Latn'],
  ['cld', 'Chaldean Neo-Aramaic', 'ܣܘܪܬ', 'Syrc'],
  ['hno', 'Hindko', 'ہندکو', 'Arab'],
  ['skr', 'Saraiki', 'سرائیکی', 'Arab'],
  ['ymm', 'Maay Maay', 'Af Maay', 'Latn'],
  ['ksw', "S'gaw Karen", 'ကညီကျိာ်', 'Mymr'],
  ['cnh', 'Hakha Chin', 'Laiholh', 'Latn'],
  ['ase', 'American Sign Language', 'ASL', 'Zxxx'],
  ['asf', 'Australian Sign Language', 'Auslan', 'Zxxx'],
  ['ils', 'International Sign', 'International Sign', 'Zxxx'],
  ['en-Brai', 'Braille', 'Braille', 'Brai'],
  ['en-x-makaton', 'Makaton', 'Makaton', 'Zxxx'],
];

function languageOfIntl(tag: string, english: Intl.DisplayNames): Language {
  const own = new Intl.DisplayNames([tag, 'en-GB'], { type: 'language' });
  const script = new Intl.Locale(tag).maximize().script ?? 'Latn';
  return {
    tag,
    name: english.of(tag) ?? tag,
    endonym: own.of(tag) ?? tag,
    script,
    direction: directionOfScript(script),
  };
}

function everyLanguage(): readonly Language[] {
  const file = new URL('../../../seeds/content/languages.csv', import.meta.url);
  const reviewed = parseLanguageTable(readFileSync(file, 'utf8'));
  const known = new Set(reviewed.map(language => language.tag));
  const named = [...UK_CORE_CODES, ...ALSO_SPOKEN].filter(tag => !known.has(tag) && !SAID_OTHERWISE.has(tag));
  const unnamed = UNNAMED.map(([tag, name, endonym, script]) => ({
    tag,
    name,
    endonym,
    script,
    direction: directionOfScript(script),
  }));
  const byName = new Intl.Collator('en');
  const english = new Intl.DisplayNames('en-GB', { type: 'language' });
  return [...reviewed, ...named.map(tag => languageOfIntl(tag, english)), ...unnamed].sort((a, b) =>
    byName.compare(a.name, b.name),
  );
}

/** Every language with a name here, in order of the English name: the choices of a select. */
export const LANGUAGES: readonly Language[] = Object.freeze(everyLanguage());
