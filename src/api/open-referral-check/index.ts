// The door of the conformance check of Open Referral feeds: one function that walks a feed, and its verdict as a report.
export { type CheckOptions, checkOpenReferral } from './check.ts';
export { reportOf } from './report.ts';
export type { Verdict } from './verdict.ts';
