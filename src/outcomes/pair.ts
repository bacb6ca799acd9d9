// Start and end side by side: a change only where both were answered, and always what is missing (design: every number shows it).
import type { HowAsked, KeptAnswer, MeasureResponse, Missing } from './response.ts';

export type Reading =
  | { readonly status: 'answered'; readonly value: number }
  | { readonly status: 'missing'; readonly reason: Missing }
  | { readonly status: 'not-taken' };

export type PairedItem = {
  readonly item: string;
  readonly wording: string;
  readonly direction: KeptAnswer['direction'];
  readonly start: Reading;
  readonly end: Reading;
  /** End minus start, in points; null unless both were answered to the same wording. */
  readonly change: number | null;
  /** What the change means for this item: for "lower is better" less is better. Null without a change. */
  readonly meaning: 'better' | 'worse' | 'same' | null;
  readonly noChangeBecause: 'start-missing' | 'end-missing' | 'both-missing' | 'worded-differently' | null;
};

export type MeasurePair = {
  readonly measure: string;
  readonly start: MeasureResponse | null;
  readonly end: MeasureResponse | null;
  readonly items: readonly PairedItem[];
  /** Items answered both times, out of all items. */
  readonly paired: number;
  /** False when an answer came in a language or way that was never validated: shown, and not counted with others (guidance E6). */
  readonly countedWithOthers: boolean;
  /** Asked in another language or another way the second time. */
  readonly askedDifferently: boolean;
};

/**
 * Pairs the start and end of one measure, item by item. There is no composite: ONS publishes none. Voided responses are left
 * out. Null when the measure was never taken.
 */
export function pairMeasures(responses: readonly MeasureResponse[], measure: string): MeasurePair | null {
  const valid = responses.filter(response => response.measure === measure && response.voidedAt === null);
  const start = valid.find(response => response.point === 'start') ?? null;
  const end = valid.find(response => response.point === 'end') ?? null;
  const model = start ?? end;
  if (model === null) return null;
  const items = model.answers.map(answer => pairItem(answer.item, start, end, answer));
  return {
    measure,
    start,
    end,
    items,
    paired: items.filter(item => item.change !== null).length,
    countedWithOthers: [start, end].every(
      response => (response?.asked?.standing ?? 'approved') === 'approved',
    ),
    askedDifferently: areDifferent(start?.asked ?? null, end?.asked ?? null),
  };
}

const areDifferent = (start: HowAsked | null, end: HowAsked | null): boolean =>
  start !== null && end !== null && (start.language !== end.language || start.mode !== end.mode);

function pairItem(
  item: string,
  startResponse: MeasureResponse | null,
  endResponse: MeasureResponse | null,
  model: KeptAnswer,
): PairedItem {
  const first = startResponse?.answers.find(answer => answer.item === item);
  const last = endResponse?.answers.find(answer => answer.item === item);
  const start = readingOf(startResponse, first);
  const end = readingOf(endResponse, last);
  const noChangeBecause = whyNoChange(start, end, first?.wording === last?.wording);
  const change =
    noChangeBecause === null && start.status === 'answered' && end.status === 'answered'
      ? end.value - start.value
      : null;
  return {
    item,
    wording: model.wording,
    direction: model.direction,
    start,
    end,
    change,
    meaning: change === null ? null : meaningOf(change, model.direction),
    noChangeBecause,
  };
}

const readingOf = (response: MeasureResponse | null, answer: KeptAnswer | undefined): Reading => {
  if (response === null || answer === undefined) return { status: 'not-taken' };
  if (answer.value !== null) return { status: 'answered', value: answer.value };
  return { status: 'missing', reason: answer.missing ?? 'not_asked' };
};

function whyNoChange(start: Reading, end: Reading, sameWording: boolean): PairedItem['noChangeBecause'] {
  const [first, last] = [start.status === 'answered', end.status === 'answered'];
  if (!first && !last) return 'both-missing';
  if (!first) return 'start-missing';
  if (!last) return 'end-missing';
  return sameWording ? null : 'worded-differently';
}

const meaningOf = (change: number, direction: KeptAnswer['direction']): 'better' | 'worse' | 'same' => {
  if (change === 0) return 'same';
  return change > 0 === (direction === 'higher is better') ? 'better' : 'worse';
};
