// What link workers may say they know about, and which of it a referral asks for.

export const TOPICS = {
  'trauma-informed': 'Working with people after violence or flight',
  maternity: 'Pregnancy and babies',
  children: 'Children, schools and parents',
  women: 'Women’s health and safety',
  'older-people': 'Older people',
  'mental-health': 'Mental health',
  'getting-healthcare': 'GPs, the NHS and prevention',
  'asylum-and-immigration': 'Asylum and immigration support',
  'housing-and-money': 'Housing, money and food',
  'work-and-learning': 'Work, volunteering and learning',
  disability: 'Disability and long-term illness',
} as const;
export type Topic = keyof typeof TOPICS;
export const TOPIC_KEYS = Object.keys(TOPICS) as [Topic, ...Topic[]];

export const isTopic = (text: string): text is Topic => Object.hasOwn(TOPICS, text);

/** By the part of a code before its dash, or the whole code, of seeds/content/intervention-types.csv. */
const ASKED_BY: Readonly<Record<string, Topic>> = {
  NAV: 'getting-healthcare',
  IMM: 'asylum-and-immigration',
  HOU: 'housing-and-money',
  MON: 'housing-and-money',
  'LEG-WEL': 'housing-and-money',
  'LEG-HOU': 'housing-and-money',
  'LEG-EMP': 'work-and-learning',
  WRK: 'work-and-learning',
  EDU: 'work-and-learning',
  'EDU-SCH': 'children',
  CHI: 'children',
  OLD: 'older-people',
  WOM: 'women',
  MH: 'mental-health',
  'MH-TORT': 'trauma-informed',
  SAF: 'trauma-informed',
  'SAF-DA': 'women',
};

/** Topics that the kinds of help asked for touch, each once. */
export const topicsOf = (interventions: readonly string[]): readonly Topic[] => [
  ...new Set(
    interventions.flatMap(code => {
      const topic = ASKED_BY[code] ?? ASKED_BY[code.split('-')[0] ?? ''];
      return topic ? [topic] : [];
    }),
  ),
];
