// What is wished for in a search, wish by wish: the judgement of a service and its reason. Nothing here leaves out the unknown.
import { CATEGORY_LABELS } from '../kind.ts';
import {
  type AttendingSex,
  type ReferralRoute,
  ROUTES,
  STAGES,
  type Stage,
  WAYS,
  type Way,
} from './facts.ts';
import { FLAGS } from './flags.ts';
import { type Judged, lazily, no, notKnown, SILENT_NO, SILENT_YES, yes } from './judged.ts';
import { type LanguageHow, languageWish } from './language-wish.ts';
import { needWish } from './need-wish.ts';
import { openOn, type PartOfDay, WEEKDAYS, type Weekday } from './schedule.ts';
import { type Wish, wish } from './wish.ts';

/** Left out: not wished. The stage is chosen for one search and kept nowhere. */
export type Wishes = {
  /** A category ('language') or a type ('LANG-ESOL'). */
  readonly kind?: string;
  /** A kind of help ('IMM-ADV'): services of the kinds that may give it. */
  readonly need?: string;
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

const NO_DOCUMENTS = /^\W*(none|no documents?( needed)?|nothing)\W*$/i;

const UNSAID = {
  documents: notKnown('Documents asked'),
  kind: notKnown('Kind of service'),
  ways: notKnown('In person, by phone or online'),
  stage: notKnown('Works at this stage'),
  route: notKnown('How to refer'),
  ages: notKnown('Ages'),
  taking: notKnown('Taking referrals now'),
} as const;

const documentsWish = wish({
  key: 'noDocuments',
  name: 'noDocuments',
  label: 'Asks for no documents',
  reads: ['documents'],
  judge: ({ documents }) => {
    if (documents.length === 0) return UNSAID.documents;
    return documents.every(each => NO_DOCUMENTS.test(each))
      ? yes('Asks for no documents')
      : no(`Asks for: ${documents.join(', ')}`);
  },
});

const kindWish = (kind: string): Wish =>
  wish({
    key: `kind ${kind}`,
    name: 'kind',
    label: CATEGORY_LABELS[kind] ?? 'This kind of service',
    reads: ['kinds'],
    judge: ({ kinds }) => (kinds.length === 0 ? UNSAID.kind : kinds.includes(kind) ? SILENT_YES : SILENT_NO),
  });

const SEX = { women: 'Women only', men: 'Men only', mixed: 'Women and men together' } as const;

const sexWish = (wanted: AttendingSex): Wish => {
  const unsaid = notKnown(SEX[wanted]);
  const said = (sex: AttendingSex): Judged => (sex === wanted ? yes(SEX[sex]) : no(SEX[sex]));
  const answers = { women: said('women'), men: said('men'), mixed: said('mixed') };
  return wish({
    key: `sex ${wanted}`,
    name: 'attendingSex',
    label: SEX[wanted],
    reads: ['attendingSex'],
    judge: ({ attendingSex }) => (attendingSex === null ? unsaid : answers[attendingSex]),
  });
};

const waysInWords = (ways: readonly Way[]): string =>
  ways.map((way, at) => (at === 0 ? WAYS[way] : WAYS[way].toLowerCase())).join(', ');

const waysWish = (wanted: readonly Way[]): Wish =>
  wish({
    key: `ways ${[...wanted].sort().join()}`,
    name: 'ways',
    label: wanted.map(way => WAYS[way]).join(' or '),
    reads: ['remote'],
    judge: ({ remote }) => {
      if (remote === null || remote.length === 0) return UNSAID.ways;
      const fits = wanted.some(way => remote.includes(way));
      return lazily(fits ? 'yes' : 'no', () =>
        waysInWords(fits ? wanted.filter(way => remote.includes(way)) : remote),
      );
    },
  });

const STAGE_YES = yes('Works at this stage');
const STAGE_NO = no('Does not work at this stage');

const stageWish = (stage: Stage): Wish =>
  wish({
    key: `stage ${stage}`,
    name: 'stage',
    label: `Works at this stage: ${STAGES[stage].toLowerCase()}`,
    reads: ['stages'],
    judge: ({ stages }) => {
      if (stages === null || stages.length === 0) return UNSAID.stage;
      return stages.includes(stage) ? STAGE_YES : STAGE_NO;
    },
  });

const routeWish = (route: ReferralRoute): Wish =>
  wish({
    key: `route ${route}`,
    name: 'route',
    label: `Referral: ${ROUTES[route].toLowerCase()}`,
    reads: ['routes'],
    judge: ({ routes }) => {
      if (routes === null || routes.length === 0) return UNSAID.route;
      return routes.includes(route)
        ? lazily('yes', () => `Referral: ${ROUTES[route].toLowerCase()}`)
        : lazily('no', () => `Referral: ${routes.map(each => ROUTES[each].toLowerCase()).join(', ')}`);
    },
  });

const agesInWords = (from: number | null, to: number | null): string => {
  if (to === null) return `Age ${from} and over`;
  return from === null ? `Up to age ${to}` : `Ages ${from} to ${to}`;
};

const ageWish = (age: number): Wish =>
  wish({
    key: `age ${age}`,
    name: 'age',
    label: `Age ${age}`,
    reads: ['minimumAge', 'maximumAge'],
    judge: ({ minimumAge, maximumAge }) => {
      if (minimumAge === null && maximumAge === null) return UNSAID.ages;
      // Somebody of 25 has not turned 26: an upper age of 25 includes them.
      const fits = age >= (minimumAge ?? 0) && age <= (maximumAge ?? Number.POSITIVE_INFINITY);
      return lazily(fits ? 'yes' : 'no', () => agesInWords(minimumAge, maximumAge));
    },
  });

const formatWish = (wanted: 'one_to_one' | 'group'): Wish => {
  const label = wanted === 'group' ? 'In a group' : 'One to one';
  const [so, unsaid] = [yes(label), notKnown(label)];
  return wish({
    key: `format ${wanted}`,
    name: 'format',
    label,
    reads: ['format'],
    judge: ({ format }) =>
      format === null ? unsaid : format === wanted || format === 'both' ? so : SILENT_NO,
  });
};

const hoursWish = (day: Weekday | undefined, part: PartOfDay | undefined, today: string): Wish =>
  wish({
    key: `open ${day} ${part} ${today}`,
    name: day === undefined ? 'part' : 'day',
    label: [day === undefined ? 'Open' : WEEKDAYS[day], part].filter(Boolean).join(' '),
    reads: ['schedules'],
    judge: ({ schedules }) => openOn(schedules, { day, part }, today),
  });

/** After this many days what was said about referrals is too old to count on. */
const REFERRALS_FRESH_DAYS = 90;

/** Days are 'YYYY-MM-DD'; what was said on no day is old. */
export const isReferralNewsOld = (said: string | null, today: string): boolean =>
  said === null || said < daysBefore(today, REFERRALS_FRESH_DAYS);

const TAKING = yes('Taking referrals');
const NOT_TAKING = no('Not taking referrals');

const takingWish = (oldest: string): Wish =>
  wish({
    key: `taking ${oldest}`,
    name: 'takesReferrals',
    label: 'Taking referrals now',
    reads: ['takesReferrals', 'takesReferralsAsOf'],
    judge: ({ takesReferrals, takesReferralsAsOf }) => {
      if (takesReferrals === null || takesReferralsAsOf === null || takesReferralsAsOf < oldest)
        return UNSAID.taking;
      return takesReferrals ? TAKING : NOT_TAKING;
    },
  });

const daysBefore = (today: string, days: number): string =>
  new Date(Date.parse(`${today}T12:00:00Z`) - days * 86_400_000).toISOString().slice(0, 10);

/** @param today 'YYYY-MM-DD' in London: hours and "taking referrals now" depend on it. */
export function wishesOf(wishes: Wishes, today: string): readonly Wish[] {
  const { kind, need, day, part, age, language, languageHow, attendingSex, ways, stage, route, format } =
    wishes;
  return [
    ...(kind ? [kindWish(kind)] : []),
    ...(need ? [needWish(need)] : []),
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
