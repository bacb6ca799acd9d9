// What is wished for in a search, wish by wish: the judgement of a service and its reason. Nothing here leaves out the unknown.
import { CATEGORY_LABELS } from '../kind.ts';
import {
  type AttendingSex,
  type ReferralRoute,
  ROUTES,
  type ServiceFacts,
  STAGES,
  type Stage,
  WAYS,
  type Way,
} from './facts.ts';
import { type Judged, lazily, no, notKnown, yes } from './judged.ts';
import { type LanguageHow, languageWish } from './language-wish.ts';
import { openOn, type PartOfDay, WEEKDAYS, type Weekday } from './schedule.ts';
import type { Wish } from './wish.ts';

/** Left out: not wished. The stage is chosen for one search and kept nowhere. */
export type Wishes = {
  /** A category ('language') or a type ('LANG-ESOL'). */
  readonly kind?: string;
  readonly day?: Weekday;
  readonly part?: PartOfDay;
  readonly free?: true;
  readonly age?: number;
  /** BCP 47. */
  readonly language?: string;
  readonly languageHow?: LanguageHow;
  readonly attendingSex?: AttendingSex;
  readonly creche?: true;
  readonly stepFree?: true;
  /** Any of these will do. */
  readonly ways?: readonly Way[];
  readonly stage?: Stage;
  readonly openToNrpf?: true;
  readonly noStatusAsked?: true;
  readonly noDocuments?: true;
  readonly route?: ReferralRoute;
  readonly takesReferrals?: true;
  readonly format?: 'one_to_one' | 'group';
  readonly travelPaid?: true;
  readonly traumaInformed?: true;
};

const yesOrNo = (fact: boolean | null, positive: string, negative: string, what: string): Judged =>
  fact === null ? notKnown(what) : fact ? yes(positive) : no(negative);

const flag = (
  name: keyof Wishes,
  label: string,
  read: (facts: ServiceFacts) => boolean | null,
  words: readonly [positive: string, negative: string, what: string],
): Wish => ({ key: name, name, label, judge: facts => yesOrNo(read(facts), ...words) });

/** The flags, each with how it is said. `no` never shows in results: it is what leaves a service out. */
const FLAGS: readonly Wish[] = [
  flag('creche', 'Crèche', facts => facts.creche, ['Crèche', 'No crèche', 'Crèche']),
  flag('stepFree', 'Step-free', facts => facts.stepFree, ['Step-free', 'Has steps', 'Step-free']),
  flag('openToNrpf', 'Open to people with no recourse to public funds', facts => facts.openToNrpf, [
    'Open to people with no recourse to public funds',
    'Not for people with no recourse to public funds',
    'No recourse to public funds',
  ]),
  flag(
    'noStatusAsked',
    'Does not ask about immigration status',
    ({ asksStatus }) => (asksStatus === null ? null : !asksStatus),
    [
      'Does not ask about immigration status',
      'Asks about immigration status',
      'Whether it asks about immigration status',
    ],
  ),
  flag('free', 'Free', ({ cost }) => cost?.free ?? null, ['Free', 'Costs money', 'Cost']),
  flag('travelPaid', 'Pays for travel', facts => facts.travelPaid, [
    'Pays for travel',
    'Does not pay for travel',
    'Travel costs',
  ]),
  flag('traumaInformed', 'Trained about trauma', facts => facts.traumaInformed, [
    'Works in a trauma-informed way',
    'Not trauma-informed',
    'Trauma-informed',
  ]),
];

const NO_DOCUMENTS = /^\W*(none|no documents?( needed)?|nothing)\W*$/i;

const documentsWish: Wish = {
  key: 'noDocuments',
  name: 'noDocuments',
  label: 'Asks for no documents',
  judge: ({ documents }) => {
    if (documents.length === 0) return notKnown('Documents asked');
    return documents.every(each => NO_DOCUMENTS.test(each))
      ? yes('Asks for no documents')
      : no(`Asks for: ${documents.join(', ')}`);
  },
};

const kindWish = (kind: string): Wish => ({
  key: `kind ${kind}`,
  name: 'kind',
  label: CATEGORY_LABELS[kind] ?? 'This kind of service',
  judge: ({ kinds }) =>
    kinds.length === 0 ? notKnown('Kind of service') : kinds.includes(kind) ? yes('') : no(''),
});

const SEX = { women: 'Women only', men: 'Men only', mixed: 'Women and men together' } as const;

const sexWish = (wanted: AttendingSex): Wish => ({
  key: `sex ${wanted}`,
  name: 'attendingSex',
  label: SEX[wanted],
  judge: ({ attendingSex }) => {
    if (attendingSex === null) return notKnown(SEX[wanted]);
    return attendingSex === wanted ? yes(SEX[wanted]) : no(SEX[attendingSex]);
  },
});

const waysWish = (wanted: readonly Way[]): Wish => ({
  key: `ways ${[...wanted].sort().join()}`,
  name: 'ways',
  label: wanted.map(way => WAYS[way]).join(' or '),
  judge: ({ remote }) => {
    if (remote === null || remote.length === 0) return notKnown('In person, by phone or online');
    const both = wanted.filter(way => remote.includes(way));
    const words = () =>
      (both.length > 0 ? both : remote)
        .map((way, at) => (at === 0 ? WAYS[way] : WAYS[way].toLowerCase()))
        .join(', ');
    return lazily(both.length > 0 ? 'yes' : 'no', words);
  },
});

const stageWish = (stage: Stage): Wish => ({
  key: `stage ${stage}`,
  name: 'stage',
  label: `Works at this stage: ${STAGES[stage].toLowerCase()}`,
  judge: ({ stages }) => {
    if (stages === null || stages.length === 0) return notKnown('Works at this stage');
    return stages.includes(stage) ? yes('Works at this stage') : no('Does not work at this stage');
  },
});

const routeWish = (route: ReferralRoute): Wish => ({
  key: `route ${route}`,
  name: 'route',
  label: `Referral: ${ROUTES[route].toLowerCase()}`,
  judge: ({ routes }) => {
    if (routes === null || routes.length === 0) return notKnown('How to refer');
    return routes.includes(route)
      ? yes(`Referral: ${ROUTES[route].toLowerCase()}`)
      : lazily('no', () => `Referral: ${routes.map(each => ROUTES[each].toLowerCase()).join(', ')}`);
  },
});

const ageWish = (age: number): Wish => ({
  key: `age ${age}`,
  name: 'age',
  label: `Age ${age}`,
  judge: ({ minimumAge, maximumAge }) => {
    if (minimumAge === null && maximumAge === null) return notKnown('Ages');
    const [from, to] = [minimumAge ?? 0, maximumAge ?? Number.POSITIVE_INFINITY];
    const words = () =>
      maximumAge === null
        ? `Age ${from} and over`
        : minimumAge === null
          ? `Up to age ${to}`
          : `Ages ${from} to ${to}`;
    // Somebody of 25 has not turned 26: an upper age of 25 includes them.
    return lazily(age >= from && age <= to ? 'yes' : 'no', words);
  },
});

const formatWish = (wanted: 'one_to_one' | 'group'): Wish => {
  const label = wanted === 'group' ? 'In a group' : 'One to one';
  return {
    key: `format ${wanted}`,
    name: 'format',
    label,
    judge: ({ format }) =>
      format === null ? notKnown(label) : format === wanted || format === 'both' ? yes(label) : no(''),
  };
};

const hoursWish = (day: Weekday | undefined, part: PartOfDay | undefined, today: string): Wish => ({
  key: `open ${day} ${part} ${today}`,
  name: day === undefined ? 'part' : 'day',
  label: [day === undefined ? 'Open' : WEEKDAYS[day], part].filter(Boolean).join(' '),
  judge: ({ schedules }) => openOn(schedules, { day, part }, today),
});

/** After this many days what was said about referrals is too old to count on. */
const REFERRALS_FRESH_DAYS = 90;

const takingWish = (oldest: string): Wish => ({
  key: `taking ${oldest}`,
  name: 'takesReferrals',
  label: 'Taking referrals now',
  judge: ({ takesReferrals, takesReferralsAsOf }) => {
    if (takesReferrals === null || takesReferralsAsOf === null || takesReferralsAsOf < oldest)
      return notKnown('Taking referrals now');
    return takesReferrals ? yes('Taking referrals') : no('Not taking referrals');
  },
});

const daysBefore = (today: string, days: number): string =>
  new Date(Date.parse(`${today}T12:00:00Z`) - days * 86_400_000).toISOString().slice(0, 10);

/** @param today 'YYYY-MM-DD' in London: hours and "taking referrals now" depend on it. */
export function wishesOf(wishes: Wishes, today: string): readonly Wish[] {
  const { kind, day, part, age, language, languageHow, attendingSex, ways, stage, route, format } = wishes;
  return [
    ...(kind ? [kindWish(kind)] : []),
    ...(language ? [languageWish(language, languageHow ?? 'either')] : []),
    ...(attendingSex ? [sexWish(attendingSex)] : []),
    ...(day || part ? [hoursWish(day, part, today)] : []),
    ...(ways && ways.length > 0 ? [waysWish(ways)] : []),
    ...(age === undefined ? [] : [ageWish(age)]),
    ...(stage ? [stageWish(stage)] : []),
    ...(route ? [routeWish(route)] : []),
    ...(wishes.takesReferrals ? [takingWish(daysBefore(today, REFERRALS_FRESH_DAYS))] : []),
    ...(wishes.noDocuments ? [documentsWish] : []),
    ...(format ? [formatWish(format)] : []),
    ...FLAGS.filter(({ name }) => wishes[name as keyof Wishes] === true),
  ];
}
