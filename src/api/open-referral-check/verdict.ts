// What a check comes to: the official verdict, our stricter one, and everything they rest on.
import type { FeatureResult } from './features/try-features.ts';
import type { Finding } from './ledger.ts';
import type { StandardName } from './standard.ts';
import type { EndpointSeen } from './walk/inspection.ts';

export type OfficialVerdict = 'pass' | 'pass-with-warnings' | 'fail';

export type Verdict = {
  /** Without query: it may hold a key. */
  readonly url: string;
  /** By the official verdict, or with `strict` by ours. */
  readonly outcome: 'pass' | 'fail' | 'cannot-check';
  /** Why it could not be checked, or not to the end. */
  readonly because: string | null;
  readonly standard: StandardName | null;
  /** The version as the feed says it. */
  readonly version: string | null;
  readonly official: OfficialVerdict | null;
  /** Ours: every rule kept. Warnings do not count. */
  readonly strict: 'pass' | 'fail' | null;
  readonly endpoints: readonly EndpointSeen[];
  readonly features: readonly FeatureResult[];
  readonly findings: readonly Finding[];
  /** What was sampled, left out or not compared. */
  readonly notes: readonly string[];
  readonly requests: number;
};

export function officialVerdict(findings: readonly Finding[]): OfficialVerdict {
  if (findings.some(({ official }) => official === 'error')) return 'fail';
  return findings.some(({ official }) => official === 'warning') ? 'pass-with-warnings' : 'pass';
}

export const strictVerdict = (findings: readonly Finding[]): 'pass' | 'fail' =>
  findings.some(({ ours }) => ours === 'error') ? 'fail' : 'pass';
