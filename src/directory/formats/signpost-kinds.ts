// Which intervention types a signpost's topics stand for. Topics are free words of the source; unknown ones map to "signposting".

const BY_TOPIC: ReadonlyMap<string, readonly string[]> = new Map(
  Object.entries<readonly string[]>({
    asylum: ['IMM-SUP'],
    banking: ['MON-WELF'],
    benefits: ['LEG-WEL'],
    'career support': ['WRK-EMP'],
    childcare: ['EDU-SCH'],
    clothing: ['HOU-SET'],
    coaching: ['WRK-EMP'],
    destitution: ['IMM-SUP', 'MON-WELF'],
    detention: ['IMM-ADV'],
    'domestic abuse': ['SAF-DA'],
    english: ['LANG-ESOL'],
    equipment: ['EDU-DIG'],
    'hate crimes': ['safety'],
    homelessness: ['HOU-APP'],
    hunger: ['MON-FOOD'],
    'legal advice': ['LEG-WEL'],
    'mental health': ['MH-TALK'],
    'mental health crisis': ['MH-TALK'],
    poverty: ['MON-WELF'],
    'recognition of foreign qualifications': ['WRK-EMP'],
    'refused asylum': ['IMM-SUP'],
    suicide: ['MH-TALK'],
    therapy: ['MH-TALK'],
    transport: ['TRA-HELP'],
    'victim support': ['safety'],
    'workplace rights': ['LEG-EMP'],
  }),
);

/** Words in the title or summary that say more than the topic. */
const BY_WORD: ReadonlyArray<readonly [RegExp, string]> = [
  [/\bESOL\b|\byour English\b|English (?:classes|language|teaching)/i, 'LANG-ESOL'],
  [/\bNHS GP\b|register with a GP/i, 'NAV-GP'],
  [/\btortur/i, 'MH-TORT'],
  [/\blibrar(?:y|ies)\b/i, 'EDU-LIB'],
  [/\bcitizenship\b|\bimmigration\b/i, 'immigration'],
  [/\b(?:asylum|refugees?)\b/i, 'immigration'],
  [/\bpregnan/i, 'health'],
  [/\bfurniture\b/i, 'HOU-SET'],
  [/\bfood\b/i, 'MON-FOOD'],
];

export function kindsOfSignpost(topics: readonly string[], words: string): readonly string[] {
  const kinds = new Set(topics.flatMap(topic => BY_TOPIC.get(topic.toLowerCase()) ?? []));
  for (const [pattern, kind] of BY_WORD) if (pattern.test(words)) kinds.add(kind);
  return kinds.size > 0 ? [...kinds] : ['INF-SIGN'];
}
