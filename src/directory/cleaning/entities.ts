// Characters by the names that HTML gives them: all of Latin-1, and the signs that editors of web pages put into text.

/** From U+00A0 on, in the order of the code page. */
const LATIN_1 =
  `nbsp iexcl cent pound curren yen brvbar sect uml copy ordf laquo not shy reg macr deg plusmn sup2 sup3 acute micro para middot
  cedil sup1 ordm raquo frac14 frac12 frac34 iquest Agrave Aacute Acirc Atilde Auml Aring AElig Ccedil Egrave Eacute Ecirc Euml Igrave Iacute
  Icirc Iuml ETH Ntilde Ograve Oacute Ocirc Otilde Ouml times Oslash Ugrave Uacute Ucirc Uuml Yacute THORN szlig agrave aacute acirc atilde
  auml aring aelig ccedil egrave eacute ecirc euml igrave iacute icirc iuml eth ntilde ograve oacute ocirc otilde ouml divide oslash ugrave
  uacute ucirc uuml yacute thorn yuml`
    .split(/\s+/)
    .map((name, place) => [name, String.fromCodePoint(0xa0 + place)] as const);

const CHARACTERS = new Map<string, string>([
  ...LATIN_1,
  ...Object.entries({ amp: '&', lt: '<', gt: '>', quot: '"', apos: "'", nbsp: ' ' }),
  ...Object.entries({
    ndash: '–',
    mdash: '—',
    hellip: '…',
    bull: '•',
    euro: '€',
    trade: '™',
    ensp: ' ',
    emsp: ' ',
    thinsp: ' ',
  }),
  ...Object.entries({
    rsquo: '’',
    lsquo: '‘',
    rdquo: '”',
    ldquo: '“',
    sbquo: '‚',
    bdquo: '„',
    zwnj: '\u200c',
    zwj: '\u200d',
  }),
]);

/** 'eacute' → 'é', 'Eacute' → 'É'; undefined for a name that stands for nothing here. */
export const namedCharacter = (name: string): string | undefined =>
  CHARACTERS.get(name) ?? CHARACTERS.get(name.toLowerCase());
