// Names that people and records use for a language, beside its name and endonym in the table.

/** One line a language: its tag, then the other names, parted by commas. Later lines never win over earlier ones. */
const LINES = `
  fa: farsi, persian, parsi, iranian persian, pes
  prs: afghan persian, dari persian, fa af, darri
  ckb: sorani, kurdish central, central kurdish, soranî
  kmr: kurmanji, kurdish northern, northern kurdish, kurmanci
  kmr-Arab: badini, bahdini, behdini
  ps: pushto, pushtu, pakhto, pukhto, pashtu
  haz: hazara, azaragi
  bal: baluchi, beluchi
  zh-Hans: mandarin, putonghua, guoyu, cmn, 普通话, 国语
  yue-Hant: cantonese, zh yue, 粤语, 粵語, 广东话
  nan: hokkien
  hak: hakka
  fil: tagalog, filipino, pilipino, tl
  pa: punjabi, panjabi
  pa-Guru: gurmukhi
  pa-Arab: shahmukhi, pnb, western panjabi
  phr: mirpuri, pothwari, potwari, pahari, pahadi
  bn: bangla, bangladeshi
  syl: syleti, sylhetti
  pt-BR: brazilian, portuguese brazil
  pt-PT: portuguese portugal
  ti: tigrigna, tigrinia, tegrigna
  am: amharik, amarigna, amarinya
  om: oromifa, oromiffa, afan oromo
  byn: bilen, blin
  so: soomali, somalian
  sw-x-bravanes: bravanese, brava, bajuni
  sw: kiswahili, swahilli, swh
  sn: chishona
  nd: ndebele, sindebele
  mnk: mandingo
  ff: fulani, fula, pulaar, peul, fulah
  tem: timne
  lg: luganda
  ro: moldovan, moldavian, mo
  rom: romany
  nl: flemish
  es: castilian
  gd: gaelic
  my: myanmar
  si: sinhalese, singhalese
  rhg: rohinga, ruaingga
  tet: tetun
  kok: goan
  ar: modern standard arabic, arb
  apd: sudanese arabic
  apc: syrian arabic, ajp, shami
  arz: egyptian arabic
  ary: moroccan arabic, darija
  acq: yemeni arabic, ayn
  aii: assyrian, neo aramaic
  cld: chaldean
  zgh: tamazight, berber
  zza: zazaki, dimli
  bfi: bsl, sign language, q4
  ase: asl, q2
  en-Brai: q1
  asf: q3
  en-x-makaton: q5
  bho: bh, bihari
  az: azerbaijani, azeri
  ug: uighur
  pcm: pidgin
  jam: patois
`;

/** Pairs of a name, as people write it, and the tag of the language it means. */
export const LANGUAGE_ALIASES: readonly (readonly [string, string])[] = LINES.trim()
  .split('\n')
  .flatMap(line => {
    const [tag = '', names = ''] = line.trim().split(': ');
    return names.split(', ').map(name => [name, tag] as const);
  });
