// What an allocation offers and gives of a person's wishes, line by line for the ledger, and why not where it falls short.
import { languageName } from '#kernel';
import { fitOf, isWish, type NewOutcome, NOT_KNOWN, type PreferenceKind, type WhyNot } from '#people';
import { type LanguageWay, speaksPreferred } from './language/language-way.ts';
import type { RankedWorker, Ranking } from './rank-workers.ts';
import { wishedSex } from './reasons.ts';
import type { MatchWishes } from './wishes.ts';

export type Allocating = {
  readonly wishes: MatchWishes;
  /** The wish of each kind as it stands now. */
  readonly asked: (kind: PreferenceKind) => string;
  readonly ranking: Ranking;
  readonly chosen: RankedWorker;
  readonly chosenBy: 'person' | 'staff' | 'not_said';
  /** What the person says of the worker's background, held against their wish; null: they were not asked. */
  readonly backgroundFits: boolean | null;
};

type Line = Pick<NewOutcome, 'kind' | 'what' | 'language' | 'note'>;

/** The language line of one way to talk. An interpreter is planned here; whether one came is for the contacts to say. */
function languageLine(way: LanguageWay): Line {
  const line = { kind: 'language', language: null, note: '' } as const;
  if (way.way === 'not_known') return { ...line, what: NOT_KNOWN };
  if (way.way === 'interpreter' || (way.way === 'preferred' && way.how === 'far'))
    return { ...line, what: 'interpreter', language: way.spoken };
  const note = { first: 'As a first language', fluent: 'Fluently', working: 'Well enough to work in' }[
    way.level
  ];
  if (way.way === 'other') return { ...line, what: 'other-language', language: way.workers, note };
  return {
    ...line,
    what: way.how === 'near' ? 'near-variety' : 'worker-speaks',
    language: way.workers,
    note,
  };
}

const sexWhat = (sex: string): string =>
  sex === 'female' || sex === 'male' || sex === 'other' ? sex : 'not-said';

const BEST_LANGUAGE = ['worker-speaks', 'near-variety', 'other-language', 'interpreter', NOT_KNOWN];

const everybodyIn = ({ offered, apart }: Ranking): readonly RankedWorker[] => [...offered, ...apart];

/** The best that the list had, and how many had it. */
function offeredLines({ wishes, ranking }: Allocating): Line[] {
  const all = everybodyIn(ranking);
  const languages = all.map(each => languageLine(each.way));
  const best = BEST_LANGUAGE.find(what => languages.some(line => line.what === what)) ?? NOT_KNOWN;
  const found = languages.filter(line => line.what === best);
  const language = found[0]?.language ?? null;
  const named = language === null ? '' : `: ${languageName(language)}`;
  const sex = wishedSex(wishes);
  const ofSex = all.filter(each => each.worker.sex === sex);
  return [
    { kind: 'language', what: best, language, note: `${found.length} of ${all.length} in the list${named}` },
    ...(sex === null
      ? []
      : [
          {
            kind: 'sex',
            what: ofSex.length > 0 ? sex : sex === 'female' ? 'male' : 'female',
            language: null,
            note: `${ofSex.length} of ${all.length} in the list`,
          } as const,
        ]),
  ];
}

/** Why a wish was not given: nobody has it, nobody of them has a place, the person chose so; null where only staff can say. */
function whyNot(
  { ranking, chosenBy }: Allocating,
  has: (each: RankedWorker) => boolean,
  interpreter: boolean,
): WhyNot | null {
  const able = everybodyIn(ranking).filter(has);
  if (able.length === 0) return 'nobody-with-this';
  if (chosenBy === 'person') return 'person-chose-otherwise';
  if (able.every(each => each.firstFree.days !== 0)) return 'no-place-in-time';
  return interpreter ? 'interpreter-used-instead' : null;
}

function givenLines(allocating: Allocating): (Line & { readonly reason: WhyNot | null })[] {
  const { chosen, asked, wishes, backgroundFits } = allocating;
  const language = languageLine(chosen.way);
  const sex = sexWhat(chosen.worker.sex);
  const falls = (kind: PreferenceKind, what: string): boolean =>
    ['not_met', 'partly'].includes(fitOf(kind, asked(kind), what));
  const wanted = wishedSex(wishes);
  const culture = backgroundFits === null ? NOT_KNOWN : backgroundFits ? 'as-asked' : 'otherwise';
  return [
    {
      ...language,
      reason: falls('language', language.what)
        ? whyNot(allocating, each => speaksPreferred(each.way), language.what === 'interpreter')
        : null,
    },
    {
      kind: 'sex',
      what: sex,
      language: null,
      note: '',
      reason: falls('sex', sex) ? whyNot(allocating, each => each.worker.sex === wanted, false) : null,
    },
    // Without a wish a background is nobody's business.
    ...(isWish('culture', asked('culture'))
      ? [{ kind: 'culture', what: culture, language: null, note: '', reason: null } as const]
      : []),
  ];
}

/** Lines for the ledger, offered before given. Format and depth show in contacts and the plan, not in who was chosen. */
export function outcomesOf(allocating: Allocating): readonly NewOutcome[] {
  const { asked, chosen } = allocating;
  const all = (line: Line): Pick<NewOutcome, 'asked' | 'source'> => ({
    asked: asked(line.kind),
    source: 'allocation',
  });
  return [
    ...offeredLines(allocating).map(line => ({
      ...line,
      ...all(line),
      step: 'offered' as const,
      reason: null,
      workerId: null,
    })),
    ...givenLines(allocating).map(line => ({
      ...line,
      ...all(line),
      step: 'given' as const,
      workerId: chosen.worker.id,
    })),
  ];
}
