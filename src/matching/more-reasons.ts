// Reasons that count less than language, sex and room: script, format, place, what a worker knows, and who knew the person before.
import type { Tongues } from './language/language-way.ts';
import { scriptName, scriptOf } from './language/variety.ts';
import type { MatchReason } from './reasons.ts';
import { isTopic, TOPICS } from './topic.ts';
import type { MatchWishes, WorkerCandidate } from './wishes.ts';

const POINTS = {
  sameScript: 2,
  format: 4,
  notThisFormat: -4,
  sameDistrict: 4,
  sameArea: 2,
  elsewhere: -2,
  eachTopic: 3,
  topicsCounted: 2,
  supportedBefore: 12,
} as const;

/** Spoken alike and written otherwise: Punjabi in Arabic or in Gurmukhi script. Silent where nobody said how they read. */
export function scriptReason(
  wishes: MatchWishes,
  worker: WorkerCandidate,
  { heard, name }: Tongues,
): MatchReason | null {
  for (const read of wishes.reads ?? []) {
    const wanted = scriptOf(read);
    const same = worker.languages.filter(each => heard(each.language) === heard(read));
    const scripts = same.map(each => scriptOf(each.language));
    const anySaid = /-[a-z]{4}(-|$)/i.test(read) || same.some(each => /-[a-z]{4}(-|$)/i.test(each.language));
    if (wanted === null || !anySaid || scripts.length === 0) continue;
    if (scripts.includes(wanted))
      return { text: `Writes ${name(read)} as the person reads it`, weight: POINTS.sameScript };
    const other = scripts.find(script => script !== null);
    if (other)
      return {
        text: `Writes in ${scriptName(other)} script; the person reads ${scriptName(wanted)} script`,
        weight: 0,
      };
  }
  return null;
}

const FORMATS = { individual: 'one to one', group: 'with groups' } as const;

export function formatReason(wishes: MatchWishes, worker: WorkerCandidate): MatchReason | null {
  if (wishes.format !== 'individual' && wishes.format !== 'group') return null;
  const asked = FORMATS[wishes.format];
  const formats = worker.formats ?? [];
  if (formats.length === 0) return { text: `Has not said whether they work ${asked}`, weight: 0 };
  return formats.includes(wishes.format)
    ? { text: `Works ${asked}, as asked`, weight: POINTS.format }
    : { text: `Does not work ${asked}, which was asked for`, weight: POINTS.notThisFormat };
}

const areaOf = (district: string): string => /^[A-Z]+/.exec(district)?.[0] ?? district;

export function placeReason({ district }: MatchWishes, worker: WorkerCandidate): MatchReason | null {
  const worksIn = worker.worksIn ?? [];
  if (!district || worksIn.length === 0) return null;
  if (worksIn.includes(district) || worksIn.includes(areaOf(district)))
    return { text: `Can meet people in ${district}, where the person lives`, weight: POINTS.sameDistrict };
  if (worksIn.some(each => areaOf(each) === areaOf(district)))
    return { text: `Can meet people near ${district}, where the person lives`, weight: POINTS.sameArea };
  return {
    text: `Meets people in ${worksIn.join(', ')}; the person lives in ${district}`,
    weight: POINTS.elsewhere,
  };
}

/** What the worker says they know; whether they are trained is another question. */
export function topicReason(wishes: MatchWishes, worker: WorkerCandidate): MatchReason | null {
  const asked: readonly string[] = wishes.topics ?? [];
  const both = (worker.topics ?? []).filter(topic => asked.includes(topic));
  if (both.length === 0) return null;
  const named = both.map(topic => (isTopic(topic) ? TOPICS[topic] : topic)).join('; ');
  return {
    text: `Knows about what the referral asks for: ${named}`,
    weight: POINTS.eachTopic * Math.min(POINTS.topicsCounted, both.length),
  };
}

export const continuityReason = (worker: WorkerCandidate): MatchReason | null =>
  worker.supportedBefore
    ? {
        text: 'Has supported this person before: ask whether they would like that again',
        weight: POINTS.supportedBefore,
      }
    : null;
