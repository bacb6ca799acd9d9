// Countries and territories by ISO 3166-1 alpha-2 code, named in British English.
import { foldForSearch } from '../fold.ts';

export type Country = { readonly code: string; readonly name: string };

/** The codes ISO assigns, and XK, which is left to users and commonly means Kosovo. */
const CODES =
  `AD AE AF AG AI AL AM AO AQ AR AS AT AU AW AX AZ BA BB BD BE BF BG BH BI BJ BL BM BN BO BQ BR BS BT BV BW BY BZ
  CA CC CD CF CG CH CI CK CL CM CN CO CR CU CV CW CX CY CZ DE DJ DK DM DO DZ EC EE EG EH ER ES ET FI FJ FK FM FO FR GA GB
  GD GE GF GG GH GI GL GM GN GP GQ GR GS GT GU GW GY HK HM HN HR HT HU ID IE IL IM IN IO IQ IR IS IT JE JM JO JP KE KG KH
  KI KM KN KP KR KW KY KZ LA LB LC LI LK LR LS LT LU LV LY MA MC MD ME MF MG MH MK ML MM MN MO MP MQ MR MS MT MU MV MW MX
  MY MZ NA NC NE NF NG NI NL NO NP NR NU NZ OM PA PE PF PG PH PK PL PM PN PR PS PT PW PY QA RE RO RS RU RW SA SB SC SD SE
  SG SH SI SJ SK SL SM SN SO SR SS ST SV SX SY SZ TC TD TF TG TH TJ TK TL TM TN TO TR TT TV TW TZ UA UG UM US UY UZ VA VC
  VE VG VI VN VU WF WS XK YE YT ZA ZM ZW`
    .trim()
    .split(/\s+/);

/** Where the short name of Intl reads oddly to staff, or is out of date. */
const OWN_NAMES: Readonly<Record<string, string>> = {
  CD: 'Democratic Republic of the Congo',
  CG: 'Republic of the Congo',
  CI: 'Ivory Coast (Côte d’Ivoire)',
  HK: 'Hong Kong',
  MM: 'Myanmar (Burma)',
  MO: 'Macao',
  PS: 'Palestine',
  TR: 'Turkey (Türkiye)',
};

const ALIASES: Readonly<Record<string, string>> = {
  uk: 'GB',
  'great britain': 'GB',
  britain: 'GB',
  england: 'GB',
  scotland: 'GB',
  wales: 'GB',
  'northern ireland': 'GB',
  usa: 'US',
  america: 'US',
  'united states of america': 'US',
  'republic of ireland': 'IE',
  eire: 'IE',
  drc: 'CD',
  'dr congo': 'CD',
  'congo kinshasa': 'CD',
  zaire: 'CD',
  'congo brazzaville': 'CG',
  'ivory coast': 'CI',
  'cote divoire': 'CI',
  burma: 'MM',
  myanmar: 'MM',
  turkey: 'TR',
  turkiye: 'TR',
  'palestinian territories': 'PS',
  'occupied palestinian territories': 'PS',
  gaza: 'PS',
  'west bank': 'PS',
  holland: 'NL',
  swaziland: 'SZ',
  'cape verde': 'CV',
  'east timor': 'TL',
  'czech republic': 'CZ',
  macedonia: 'MK',
  bosnia: 'BA',
  uae: 'AE',
  'south korea': 'KR',
  'north korea': 'KP',
  'the gambia': 'GM',
};

function everyCountry(): readonly Country[] {
  const names = new Intl.DisplayNames('en-GB', { type: 'region' });
  const byName = new Intl.Collator('en');
  return CODES.map(code => ({ code, name: OWN_NAMES[code] ?? names.of(code) ?? code })).sort((a, b) =>
    byName.compare(a.name, b.name),
  );
}

/** In order of name: the choices of a select. */
export const COUNTRIES: readonly Country[] = Object.freeze(everyCountry());

const BY_CODE: ReadonlyMap<string, Country> = new Map(COUNTRIES.map(country => [country.code, country]));
const BY_NAME: ReadonlyMap<string, string> = new Map([
  ...COUNTRIES.map(country => [foldForSearch(country.name), country.code] as const),
  ...Object.entries(ALIASES),
]);

export const isCountryCode = (code: string): boolean => BY_CODE.has(code);

/** The name in British English; an unknown code is shown as it came. */
export const countryName = (code: string): string => BY_CODE.get(code.toUpperCase())?.name ?? code;

/** The country meant by a code, a name or a common other name ('Burma', 'DRC', 'UK'); null when it is none we know. */
export function findCountry(text: string): Country | null {
  const typed = text.trim();
  const code = BY_NAME.get(foldForSearch(typed)) ?? typed.toUpperCase();
  return BY_CODE.get(code) ?? null;
}
