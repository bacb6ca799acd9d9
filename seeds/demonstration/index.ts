// The door of the demonstration: makes it from a seed, writes it, and says who can sign in.
export { type DemonstrationOptions, makeDemonstration } from './make-demonstration.ts';
export type { DemonstrationPlan, OrganisationPlan, PersonRows } from './plan.ts';
export { type DemonstrationSignIn, demonstrationSignIns } from './sign-ins.ts';
export {
  type SeedCounts,
  type SeedOptions,
  type SeedProgress,
  seedDemonstration,
} from './writing/seed-demonstration.ts';
