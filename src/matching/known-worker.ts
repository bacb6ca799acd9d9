// What a ranking works out of a worker whoever asks, kept for as long as that worker stays the same object: a team is ranked again and again.
import { varietyOf } from '#kernel';
import { dayNumber } from './day-number.ts';
import { scriptOf } from './language/variety.ts';
import type { WorkerCandidate } from './wishes.ts';

export type KnownTongue = WorkerCandidate['languages'][number] & {
  /** As `varietyOf` gives it. */
  readonly heard: string;
  readonly script: string | null;
  /** The tag itself names a script. */
  readonly saysScript: boolean;
};

export type KnownWorker = {
  /** The same for workers who speak the same languages as well. */
  readonly speaks: string;
  readonly tongues: readonly KnownTongue[];
  /** As `dayNumber` counts; null: nobody yet. */
  readonly lastGiven: number | null;
};

export const saysScript = (tag: string): boolean => /-[a-z]{4}(-|$)/i.test(tag);

const KNOWN = new WeakMap<WorkerCandidate, KnownWorker>();

export function knownOf(worker: WorkerCandidate): KnownWorker {
  const known = KNOWN.get(worker);
  if (known) return known;
  const fresh: KnownWorker = {
    speaks: worker.languages.map(({ language, level }) => `${language} ${level}`).join(),
    tongues: worker.languages.map(({ language, level }) => ({
      language,
      level,
      heard: varietyOf(language),
      script: scriptOf(language),
      saysScript: saysScript(language),
    })),
    lastGiven: worker.lastGivenOn === null ? null : dayNumber(worker.lastGivenOn),
  };
  KNOWN.set(worker, fresh);
  return fresh;
}
