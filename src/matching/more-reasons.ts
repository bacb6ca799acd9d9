// Reasons that count less than language, sex and room: script, format, place, what a worker knows, and who knew the person before.
import { varietyOf } from '#kernel';
import { knownOf, saysScript } from './known-worker.ts';
import type { Tongues } from './language/language-way.ts';
import { scriptName, scriptOf } from './language/variety.ts';
import type { Counted } from './reasons.ts';
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

const NONE: readonly string[] = [];

type Read = {
  readonly tag: string;
  readonly heard: string;
  readonly script: string | null;
  readonly saysScript: boolean;
};

/** How the person reads, worked out once for many workers. */
export const readsOf = ({ reads = [] }: MatchWishes): readonly Read[] =>
  reads.map(tag => ({
    tag,
    heard: varietyOf(tag),
    script: scriptOf(tag),
    saysScript: saysScript(tag),
  }));

/** Spoken alike and written otherwise: Punjabi in Arabic or in Gurmukhi script. Silent where nobody said how they read. */
export function scriptReason(
  reads: readonly Read[],
  worker: WorkerCandidate,
  { name }: Tongues,
  say: boolean,
): Counted | null {
  for (const { tag, heard, script, saysScript } of reads) {
    const same = knownOf(worker).tongues.filter(tongue => tongue.heard === heard);
    if (script === null || same.length === 0) continue;
    if (!saysScript && !same.some(tongue => tongue.saysScript)) continue;
    if (same.some(tongue => tongue.script === script))
      return { weight: POINTS.sameScript, text: say && `Writes ${name(tag)} as the person reads it` };
    const other = same.find(tongue => tongue.script !== null)?.script;
    if (other)
      return {
        weight: 0,
        text: say && `Writes in ${scriptName(other)} script; the person reads ${scriptName(script)} script`,
      };
  }
  return null;
}

const FORMATS = { individual: 'one to one', group: 'with groups' } as const;

export function formatReason(
  { format }: MatchWishes,
  { formats = NONE }: WorkerCandidate,
  say: boolean,
): Counted | null {
  if (format !== 'individual' && format !== 'group') return null;
  const asked = FORMATS[format];
  if (formats.length === 0) return { weight: 0, text: say && `Has not said whether they work ${asked}` };
  return formats.includes(format)
    ? { weight: POINTS.format, text: say && `Works ${asked}, as asked` }
    : { weight: POINTS.notThisFormat, text: say && `Does not work ${asked}, which was asked for` };
}

const areaOf = (district: string): string => /^[A-Z]+/.exec(district)?.[0] ?? district;

export function placeReason(
  { district }: MatchWishes,
  { worksIn = NONE }: WorkerCandidate,
  say: boolean,
): Counted | null {
  if (!district || worksIn.length === 0) return null;
  const area = areaOf(district);
  if (worksIn.includes(district) || worksIn.includes(area))
    return {
      weight: POINTS.sameDistrict,
      text: say && `Can meet people in ${district}, where the person lives`,
    };
  if (worksIn.some(each => areaOf(each) === area))
    return {
      weight: POINTS.sameArea,
      text: say && `Can meet people near ${district}, where the person lives`,
    };
  return {
    weight: POINTS.elsewhere,
    text: say && `Meets people in ${worksIn.join(', ')}; the person lives in ${district}`,
  };
}

/** What the worker says they know; whether they are trained is another question. */
export function topicReason(wishes: MatchWishes, worker: WorkerCandidate, say: boolean): Counted | null {
  const asked: readonly string[] = wishes.topics ?? NONE;
  const topics = worker.topics ?? NONE;
  let both = 0;
  for (const topic of topics) if (asked.includes(topic)) both += 1;
  if (both === 0) return null;
  return {
    weight: POINTS.eachTopic * Math.min(POINTS.topicsCounted, both),
    text: say && `Knows about what the referral asks for: ${topicWords(topics, asked)}`,
  };
}

const topicWords = (topics: readonly string[], asked: readonly string[]): string =>
  topics
    .filter(topic => asked.includes(topic))
    .map(topic => (isTopic(topic) ? TOPICS[topic] : topic))
    .join('; ');

const BEFORE: Counted = {
  weight: POINTS.supportedBefore,
  text: 'Has supported this person before: ask whether they would like that again',
};
export const continuityReason = (worker: WorkerCandidate): Counted | null =>
  worker.supportedBefore ? BEFORE : null;
