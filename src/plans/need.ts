// Needs: what a person would like help with, in the groups that a plan page shows.

/** Healthcare access and prevention are a need of their own: understand the system, get registered, be seen (guidance P3). */
export const HEALTHCARE_ACCESS = 'navigation';

export type NeedChoice = { readonly category: string; readonly label: string; readonly hint?: string };
export type NeedGroup = { readonly heading: string; readonly needs: readonly NeedChoice[] };

/**
 * Categories of seeds/content/intervention-types.csv (guidance M2: a wider range than for others). `signposting` and
 * `planning` are ways of helping and not needs, so they are left out.
 */
export const NEED_GROUPS: readonly NeedGroup[] = [
  {
    heading: 'Healthcare',
    needs: [
      {
        category: HEALTHCARE_ACCESS,
        label: 'Getting healthcare',
        hint: 'Registering with a GP, understanding the NHS, being seen, vaccines and screening, costs',
      },
    ],
  },
  {
    heading: 'Health and safety',
    needs: [
      { category: 'mental_health', label: 'Mind and feelings' },
      { category: 'physical', label: 'Being active' },
      { category: 'safety', label: 'Being safe', hint: 'Abuse, exploitation, slavery' },
    ],
  },
  {
    heading: 'Language and learning',
    needs: [
      { category: 'language', label: 'Language support', hint: 'Interpreting, translation, English classes' },
      { category: 'education', label: 'Learning, school and childcare' },
      { category: 'digital', label: 'Phone, computer and internet' },
    ],
  },
  {
    heading: 'Rights, home and money',
    needs: [
      { category: 'immigration', label: 'Immigration advice', hint: 'Only a regulated adviser may give it' },
      { category: 'legal', label: 'Legal advice and rights' },
      { category: 'housing', label: 'Housing' },
      { category: 'food', label: 'Food' },
      { category: 'welfare', label: 'Money, benefits and bank accounts' },
      { category: 'employment', label: 'Work and skills' },
      { category: 'transport', label: 'Travel' },
    ],
  },
  {
    heading: 'People and community',
    needs: [
      { category: 'peer', label: 'People with similar experience' },
      { category: 'women', label: 'Groups for women' },
      { category: 'men', label: 'Groups for men' },
      { category: 'children', label: 'Children and young people' },
      { category: 'older', label: 'Older people' },
      { category: 'faith', label: 'Faith and belief' },
      { category: 'volunteering', label: 'Volunteering' },
      { category: 'arts', label: 'Arts, music and crafts' },
      { category: 'green', label: 'Nature and gardening' },
    ],
  },
  { heading: 'Anything else', needs: [{ category: 'other', label: 'Something else' }] },
];

const CHOICES: ReadonlyMap<string, NeedChoice> = new Map(
  NEED_GROUPS.flatMap(group => group.needs).map(choice => [choice.category, choice]),
);

export const NEED_CATEGORIES: ReadonlySet<string> = new Set(CHOICES.keys());

/** The label of a need; a category that is no longer offered shows as it was kept. */
export const needLabel = (category: string): string => CHOICES.get(category)?.label ?? category;

export type WantedNeed = { readonly category: string; readonly description: string };
export type KeptNeed = WantedNeed & { readonly id: string };

export type NeedChanges = {
  readonly add: readonly WantedNeed[];
  readonly describe: readonly KeptNeed[];
  readonly end: readonly KeptNeed[];
};

/** What has to change so that the needs kept become the needs wanted. Categories that are not needs are left aside. */
export function decideNeeds(kept: readonly KeptNeed[], wanted: readonly WantedNeed[]): NeedChanges {
  const known = wanted.filter(need => NEED_CATEGORIES.has(need.category));
  const wantedBy = new Map(known.map(need => [need.category, need]));
  const keptCategories = new Set(kept.map(need => need.category));
  return {
    add: [...wantedBy.values()].filter(need => !keptCategories.has(need.category)),
    describe: kept.flatMap(need => {
      const now = wantedBy.get(need.category);
      return now && now.description !== need.description ? [{ ...need, description: now.description }] : [];
    }),
    end: kept.filter(need => !wantedBy.has(need.category)),
  };
}
