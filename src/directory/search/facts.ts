// What a search may ask of a service, as it is known: null is "not known", never "no". One value a service is kept in memory.
import type { ServiceId } from '#kernel';
import type { Schedule } from './schedule.ts';

/** The seven stages of the asylum and settlement journey a service may work at. Of the service, never of a person. */
export const STAGES = {
  arrival: 'Just arrived',
  awaiting_decision: 'Waiting for a decision',
  positive: 'Allowed to stay',
  positive_nrpf: 'Allowed to stay, without public funds',
  negative_supported: 'Refused, with support',
  negative_destitute: 'Refused, without support',
  resettlement: 'On a resettlement scheme',
} as const;
export type Stage = keyof typeof STAGES;

export const WAYS = {
  in_person: 'In person',
  phone: 'By phone',
  video: 'By video',
  online: 'Online',
} as const;
export type Way = keyof typeof WAYS;

export const ROUTES = {
  self: 'The person themselves',
  any_professional: 'Any professional',
  gp_only: 'Only a GP',
  form: 'By a form',
  phone: 'By phone',
} as const;
export type ReferralRoute = keyof typeof ROUTES;

export type AttendingSex = 'women' | 'men' | 'mixed';
export type ServiceFormat = 'one_to_one' | 'group' | 'both';

export type Cost = { readonly free: boolean; readonly words: string };

/** `exact: false`: the middle of its postcode area, because the address is confidential. */
export type FactPlace = { readonly latitude: number; readonly longitude: number; readonly exact: boolean };

export type ServiceFacts = {
  readonly id: ServiceId;
  /** Folded, for the order of lists. */
  readonly name: string;
  readonly kinds: readonly string[];
  readonly minimumAge: number | null;
  readonly maximumAge: number | null;
  /** Tags of languages spoken there; empty: nobody has said. */
  readonly door: readonly string[];
  readonly byInterpreter: readonly string[];
  readonly interpreting: string | null;
  readonly attendingSex: AttendingSex | null;
  readonly creche: boolean | null;
  readonly stepFree: boolean | null;
  readonly remote: readonly Way[] | null;
  readonly openToNrpf: boolean | null;
  readonly stages: readonly Stage[] | null;
  readonly asksStatus: boolean | null;
  readonly routes: readonly ReferralRoute[] | null;
  readonly takesReferrals: boolean | null;
  /** 'YYYY-MM-DD' */
  readonly takesReferralsAsOf: string | null;
  readonly format: ServiceFormat | null;
  readonly traumaInformed: boolean | null;
  readonly travelPaid: boolean | null;
  readonly cost: Cost | null;
  readonly documents: readonly string[];
  readonly schedules: readonly Schedule[];
  readonly places: readonly FactPlace[];
  /** 0 likely right, 1 ask first, 2 in doubt: only for the order of what is equal otherwise. */
  readonly trustBand: 0 | 1 | 2;
};

/** The names of an object's own keys, kept as what they are. */
export const keysOf = <Key extends string>(words: Readonly<Record<Key, string>>): Key[] =>
  Object.keys(words) as Key[];
