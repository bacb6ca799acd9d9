// The four wellbeing questions (ONS4) at the start and at the end, with what is missing as it is in life.
import { findMeasure, type KeptAnswer, type Missing, standingOf } from '#outcomes';
import type { Moment } from '../chance/time-line.ts';
import { jsonOf, type Row } from '../plan.ts';
import { type Case, newId } from './case.ts';
import type { Allocated } from './triage.ts';

export type Taken = {
  readonly point: 'start' | 'end';
  readonly at: Moment;
  readonly answers: readonly KeptAnswer[];
};

const MEASURE = 'ons4';
const MISSING: readonly Missing[] = ['declined', 'not_known', 'not_asked'];

/** At the start most are low; how much better an end is differs, and it may be worse. Anxiety runs the other way. */
function answersAt({ dice }: Case, before: Taken | null): readonly KeptAnswer[] {
  const better = dice.int(-1, 3);
  return (findMeasure(MEASURE)?.items ?? []).map((item, place): KeptAnswer => {
    const sign = item.direction === 'higher is better' ? 1 : -1;
    const earlier = before?.answers[place]?.value ?? null;
    const wanted =
      earlier !== null
        ? earlier + sign * (better + dice.int(-1, 1))
        : sign === 1
          ? dice.int(2, 7)
          : dice.int(3, 9);
    const missing = dice.chance(0.07) ? dice.pick(MISSING) : null;
    return {
      item: item.key,
      wording: item.text,
      anchors: [item.anchor0, item.anchor10],
      direction: item.direction,
      value: missing === null ? Math.max(item.min, Math.min(item.max, wanted)) : null,
      missing,
    };
  });
}

function row(story: Case, { worker }: Allocated, taken: Taken): Row<'measure_responses'> {
  const { dice, timeLine, persona } = story;
  const mode = persona.interpreter ? 'interpreted' : dice.pick(['self', 'read_aloud', 'telephone'] as const);
  const language = persona.interpreter ? persona.language.tag : 'en';
  return {
    id: newId(story, taken.at),
    person_id: story.personId,
    referral_id: story.referralId,
    measure: MEASURE,
    measure_version: findMeasure(MEASURE)?.version ?? '',
    point: taken.point,
    language,
    language_standing: standingOf(MEASURE, language, mode).standing,
    mode,
    answers: jsonOf(taken.answers),
    taken_on: timeLine.day(timeLine.dayOf(taken.at)),
    recorded_by: worker.id,
    recorded_at: timeLine.instant(taken.at),
    voided_at: null,
    void_reason: null,
  };
}

/**
 * A start, and an end that many ended referrals lack. People who need an interpreter are mostly not asked: ONS says that the
 * questions were not tested in translation with people who speak little English.
 * @param end when work ended; null while it goes on. `well`: whether there was a last conversation to ask in.
 */
export function measure(
  story: Case,
  allocated: Allocated,
  first: Moment,
  end: Moment | null,
  well: boolean,
): readonly Taken[] {
  const { dice, rows } = story;
  if (!dice.chance(story.persona.interpreter ? 0.4 : 0.85)) return [];
  const start: Taken = { point: 'start', at: first + 20, answers: answersAt(story, null) };
  const ended = end !== null && dice.chance(well ? 0.82 : 0.2);
  const taken = ended
    ? [start, { point: 'end' as const, at: end - 3, answers: answersAt(story, start) }]
    : [start];
  rows.measure_responses.push(...taken.map(one => row(story, allocated, one)));
  return taken;
}
