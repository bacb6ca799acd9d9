// The wider range of help that people can be referred for (guidance M2, R1): reviewed content, grouped for reading.
import { readFileSync } from 'node:fs';
import { parse } from 'csv-parse/sync';

export type Intervention = {
  /** Stable code of seeds/content/intervention-types.csv. */
  readonly code: string;
  readonly category: string;
  readonly label: string;
  readonly description: string;
  /** Who may give it, when the law or the profession says so. */
  readonly regulation: string | null;
  readonly domains: readonly string[];
};

export type InterventionGroup = {
  readonly heading: string;
  readonly hint: string;
  readonly interventions: readonly Intervention[];
};

type Row = Record<'code' | 'category' | 'label' | 'description' | 'regulation' | 'outcome_domains', string>;

const FILE = new URL('../../seeds/content/intervention-types.csv', import.meta.url);

export const INTERVENTIONS: readonly Intervention[] = (
  parse(readFileSync(FILE), { columns: true, bom: true }) as Row[]
).map(row => ({
  code: row.code,
  category: row.category,
  label: row.label,
  description: row.description,
  regulation: row.regulation === 'none' || row.regulation === '' ? null : row.regulation,
  domains: row.outcome_domains.split(';').filter(Boolean),
}));

const BY_CODE = new Map(INTERVENTIONS.map(intervention => [intervention.code, intervention]));

/** The label of a code; a code that is no longer in the list shows as itself. */
export const interventionLabel = (code: string): string => BY_CODE.get(code)?.label ?? code;

export const isIntervention = (code: string): boolean => BY_CODE.has(code);

/** What the service itself does with a referral is not something to ask for. */
const NOT_ASKED_FOR = new Set(['REF-BACK', 'INF-SIGN', 'INF-PLAN']);

const GROUPS: readonly {
  readonly heading: string;
  readonly hint: string;
  readonly categories: readonly string[];
}[] = [
  { heading: 'Language', hint: 'To understand and be understood', categories: ['language'] },
  {
    heading: 'Getting healthcare',
    hint: 'To find a GP, be seen, and know how the NHS works',
    categories: ['navigation'],
  },
  {
    heading: 'Immigration and legal support',
    hint: 'Only regulated advisers advise on a case',
    categories: ['immigration', 'legal'],
  },
  { heading: 'Home, money and food', hint: '', categories: ['housing', 'food', 'welfare', 'transport'] },
  {
    heading: 'Work, learning and volunteering',
    hint: '',
    categories: ['employment', 'volunteering', 'digital', 'education'],
  },
  { heading: 'Feeling well and safe', hint: '', categories: ['mental_health', 'safety'] },
  {
    heading: 'People, groups and faith',
    hint: '',
    categories: ['peer', 'women', 'men', 'children', 'older', 'faith'],
  },
  { heading: 'Being active, nature and arts', hint: '', categories: ['physical', 'green', 'arts'] },
  { heading: 'Something else', hint: '', categories: ['signposting', 'planning', 'other'] },
];

/** The range as a referrer or a person reads it: grouped, in the order of the guidance, each with its explanation. */
export const INTERVENTION_GROUPS: readonly InterventionGroup[] = GROUPS.map(
  ({ heading, hint, categories }) => ({
    heading,
    hint,
    interventions: INTERVENTIONS.filter(
      ({ category, code }) => categories.includes(category) && !NOT_ASKED_FOR.has(code),
    ),
  }),
);
