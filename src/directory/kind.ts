// Kinds of service: the categories of the intervention types, in words, and how a source's topics map to them.

/** Categories of seeds/content/intervention-types.csv, and one of our own for clinics, which the list has no place for. */
export const CATEGORY_LABELS: Readonly<Record<string, string>> = {
  navigation: 'Finding and using health care',
  health: 'Health clinics',
  language: 'Language support',
  immigration: 'Immigration and asylum support',
  legal: 'Rights and legal advice',
  housing: 'Housing and homelessness',
  food: 'Food and cooking',
  welfare: 'Money, benefits and bank accounts',
  employment: 'Work and skills',
  volunteering: 'Volunteering',
  digital: 'Phones, computers and internet',
  education: 'Learning, school and childcare',
  physical: 'Sport and exercise',
  green: 'Nature and gardening',
  arts: 'Arts, music and crafts',
  peer: 'Support from people with similar experience',
  women: 'Groups for women',
  men: 'Groups for men',
  children: 'Children and young people',
  older: 'Older people',
  faith: 'Faith and spiritual support',
  mental_health: 'Mental health',
  safety: 'Safety from abuse and crime',
  signposting: 'Advice and where to turn',
  planning: 'Conversation and plan',
  transport: 'Travel',
  other: 'Other',
};

export const TAXONOMY = 'footbridge-intervention-types';

/** A category or a type as pages show it. */
export type Kind = { readonly code: string; readonly label: string };

/** True for a category ('language'), false for a type within one ('LANG-ESOL'). */
export const isCategory = (code: string): boolean => Object.hasOwn(CATEGORY_LABELS, code);
