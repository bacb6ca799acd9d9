// Taking a measure, and declaring one void that was taken by mistake.
import type { Ctx } from '#database';
import {
  type AccountId,
  done,
  londonDay,
  type Outcome,
  type PersonId,
  type ReferralId,
  refused,
} from '#kernel';
import { findMeasure, type Mode, standingOf } from './measure.ts';
import {
  answersNotTaken,
  decideAnswers,
  type MeasureAsked,
  type MeasureRefusal,
  type MeasureResponse,
  type Missing,
  type Point,
  type ResponseId,
} from './response.ts';
import { belongsTo, insertResponse, loadResponse, saveVoid } from './store.ts';

export type MeasureTaken = MeasureAsked & {
  readonly personId: PersonId;
  readonly referralId: ReferralId;
  readonly measure: string;
  readonly point: Point;
  /** BCP 47: the language the words were spoken or read in. */
  readonly language: string;
  readonly mode: Mode;
};

/** Keeps the answers to a measure as they were asked. Start and end stand once for each referral. */
export async function takeMeasure(
  ctx: Ctx,
  taken: MeasureTaken,
): Promise<Outcome<ResponseId, 'not-found' | 'not-a-measure' | 'already-taken' | MeasureRefusal>> {
  const recorder = recorderOf(ctx);
  if (recorder === null) return refused('not-found');
  const measure = findMeasure(taken.measure);
  if (!measure) return refused('not-a-measure');
  const answers = decideAnswers(measure, taken, londonDay(ctx.clock()));
  if (!answers.ok) return answers;
  const { personId, referralId, point, language, mode, takenOn } = taken;
  if (!(await belongsTo(ctx, referralId, personId))) return refused('not-found');
  const id = ctx.newId();
  const kept = await insertResponse(ctx, {
    id,
    personId,
    referralId,
    point,
    takenOn,
    measure: measure.key,
    measureVersion: measure.version,
    asked: { language, mode, standing: standingOf(measure.key, language, mode).standing },
    answers: answers.value,
    recordedBy: recorder,
  });
  if (!kept) return refused('already-taken');
  ctx.record({
    event: 'measure.taken',
    subject: { type: 'person', id: personId },
    detail: { response: id, point },
  });
  return done(id);
}

export type MeasureNotTaken = Pick<MeasureTaken, 'personId' | 'referralId' | 'measure' | 'point'> & {
  readonly missing: Missing;
};

/** Keeps why a measure was not taken, so that nobody has to guess why there is no pair. */
export async function recordNotTaken(
  ctx: Ctx,
  { personId, referralId, measure: key, point, missing }: MeasureNotTaken,
): Promise<Outcome<ResponseId, 'not-found' | 'not-a-measure' | 'already-taken'>> {
  const recorder = recorderOf(ctx);
  if (recorder === null) return refused('not-found');
  const measure = findMeasure(key);
  if (!measure) return refused('not-a-measure');
  if (!(await belongsTo(ctx, referralId, personId))) return refused('not-found');
  const id = ctx.newId();
  const kept = await insertResponse(ctx, {
    id,
    personId,
    referralId,
    point,
    measure: measure.key,
    measureVersion: measure.version,
    asked: null,
    answers: answersNotTaken(measure, missing),
    takenOn: londonDay(ctx.clock()).toString(),
    recordedBy: recorder,
  });
  if (!kept) return refused('already-taken');
  ctx.record({
    event: 'measure.not-taken',
    subject: { type: 'person', id: personId },
    detail: { response: id, point },
  });
  return done(id);
}

const recorderOf = ({ actor }: Ctx): AccountId | null =>
  actor.kind === 'staff' && (actor.role === 'link_worker' || actor.role === 'manager')
    ? actor.accountId
    : null;

/** Says that answers should not count; they stay readable with the reason, and the measure may be taken again. */
export async function voidMeasure(
  ctx: Ctx,
  id: ResponseId,
  reason: string,
): Promise<Outcome<MeasureResponse, 'not-found' | 'already-void' | 'reason-needed'>> {
  if (recorderOf(ctx) === null) return refused('not-found');
  const response = await loadResponse(ctx, id);
  if (!response) return refused('not-found');
  if (response.voidedAt !== null) return refused('already-void');
  if (reason.trim() === '') return refused('reason-needed');
  await saveVoid(ctx, id, reason.trim());
  ctx.record({
    event: 'measure.voided',
    subject: { type: 'person', id: response.personId },
    detail: { response: id },
  });
  return done(response);
}
