// What people come for: for each kind of help, the words of a referrer, of the person, and of the work that follows.
import type { Dice } from '../chance/dice.ts';
import { TOPICS_COMMUNITY } from './topics-community.ts';
import { TOPICS_HEALTH_CARE } from './topics-health-care.ts';
import { TOPICS_HOME_AND_RIGHTS } from './topics-home-and-rights.ts';
import { TOPICS_LANGUAGE_AND_LEARNING } from './topics-language-and-learning.ts';
import { TOPICS_WELLBEING } from './topics-wellbeing.ts';

export type Domain =
  | 'physical_health'
  | 'mental_health'
  | 'healthcare_utilisation'
  | 'confidence_empowerment'
  | 'knowledge_skills'
  | 'social_connectivity';

/** Which directory entries may stand in place of a made-up service: of an intervention type, with a name that fits (a pattern). */
export type DirectoryWish = { readonly kind: string; readonly named: string };

export type StepText = {
  readonly text: string;
  readonly who: 'person' | 'link_worker' | 'together' | 'service';
  /** A made-up service that the step names when the directory has none. */
  readonly service?: string;
  readonly directory?: DirectoryWish;
};

/** Texts have slots: {name}, {place}, {language}, {They}, {they}, {their}, {them}. */
export type Topic = {
  /** Code and category of `intervention-types.csv`. */
  readonly code: string;
  readonly category: string;
  readonly domain: Domain;
  readonly weight?: number;
  readonly for?: 'women' | 'men' | 'older' | 'parents' | 'little-english';
  /** A referrer's reason. */
  readonly reasons: readonly string[];
  /** The person's own words. */
  readonly matters: readonly string[];
  readonly need: string;
  readonly goals: readonly string[];
  readonly steps: readonly StepText[];
  /** Notes of conversations along the way. */
  readonly notes: readonly string[];
  /** What came of it. */
  readonly gained: string;
};

export const TOPICS: readonly Topic[] = [
  ...TOPICS_LANGUAGE_AND_LEARNING,
  ...TOPICS_HEALTH_CARE,
  ...TOPICS_HOME_AND_RIGHTS,
  ...TOPICS_WELLBEING,
  ...TOPICS_COMMUNITY,
];

/** The words that stand for a person in texts. */
export type Slots = Readonly<Record<string, string>>;

const PRONOUNS = {
  female: { they: 'she', their: 'her', them: 'her', They: 'She', Their: 'Her' },
  male: { they: 'he', their: 'his', them: 'him', They: 'He', Their: 'His' },
} as const;

export const slotsFor = (
  sex: 'female' | 'male',
  words: { readonly name: string; readonly language: string; readonly place: string },
): Slots => ({ ...PRONOUNS[sex], ...words });

/** Puts a person into a text. An unknown slot is a mistake in the text, and throws. */
export function fillSlots(text: string, slots: Slots): string {
  if (!text.includes('{')) return text;
  return text.replace(/\{(\w+)\}/g, (_, slot: string) => {
    const value = slots[slot];
    if (value === undefined) throw new Error(`unknown slot {${slot}}`);
    return value;
  });
}

export type TopicFit = {
  readonly sex: 'female' | 'male';
  readonly age: number;
  readonly parent: boolean;
  readonly littleEnglish: boolean;
};

const FITS: Readonly<Record<NonNullable<Topic['for']>, (person: TopicFit) => boolean>> = {
  women: person => person.sex === 'female',
  men: person => person.sex === 'male',
  older: person => person.age >= 60,
  parents: person => person.parent,
  'little-english': person => person.littleEnglish,
};

const fits = (topic: Topic, person: TopicFit): boolean => topic.for === undefined || FITS[topic.for](person);

/** One to three kinds of help that belong together for this person; none of `not` while there are others. */
export function chooseTopics(dice: Dice, person: TopicFit, not: ReadonlySet<string>): Topic[] {
  const fitting = TOPICS.filter(topic => fits(topic, person));
  const open = fitting.filter(topic => !not.has(topic.code));
  const lots = (open.length > 0 ? open : fitting).flatMap(topic =>
    Array<Topic>(topic.weight ?? 2).fill(topic),
  );
  const wanted = Number(dice.weighted({ 1: 4, 2: 5, 3: 2 }));
  return [...new Set(Array.from({ length: wanted }, () => dice.pick(lots)))];
}

/** Names that steps give to made-up services in this place, with the directory entries that may replace them. */
export const replaceableServices = (place: string): ReadonlyMap<string, DirectoryWish> =>
  new Map(
    TOPICS.flatMap(topic => topic.steps).flatMap(({ service, directory }) =>
      service === undefined || directory === undefined
        ? []
        : [[service.replace('{place}', place), directory] as const],
    ),
  );
