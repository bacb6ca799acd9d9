// What a made-up service is drawn from: teams, places that refer to it, people who work there, street names.
import type { Role } from '#kernel';

export type Sender = {
  readonly name: string;
  readonly kind: 'gp_practice' | 'hospital' | 'council' | 'charity' | 'other';
  /** Shaped like an ODS code; the letters ZZ are given to nobody. */
  readonly odsCode: string | null;
  /** Index of the team it refers to; null goes to the default team. */
  readonly team: 0 | 1 | null;
  readonly domain: string;
};

export type StaffMember = {
  readonly name: string;
  readonly role: Role;
  /** What a referrer is where they work. */
  readonly post?: string;
  readonly sender?: number;
  readonly team?: 0 | 1;
  readonly sex?: 'female' | 'male';
  /** What a link worker chose to share. */
  readonly background?: string;
  readonly languages?: Readonly<Record<string, 'first' | 'fluent' | 'working'>>;
  readonly capacity?: number;
};

export type Blueprint = {
  readonly slug: string;
  /** Start of made-up ODS codes of places that a larger service adds. */
  readonly codeLetters: string;
  /** Before the year that is shown. */
  readonly foundedDaysAgo: number;
  readonly name: string;
  /** The made-up town or borough. */
  readonly place: string;
  /** Where entries of the real directory are taken from: the place is made up, the services need not be. */
  readonly near: { readonly latitude: number; readonly longitude: number };
  /** Share of all people. */
  readonly share: number;
  readonly odsCode: string;
  /** Start of numbers that Ofcom keeps for drama; three digits follow. */
  readonly landline: string;
  /** Letters that no UK postcode starts with. */
  readonly postcodeArea: string;
  readonly teams: readonly [{ name: string; area: string }, { name: string; area: string }];
  readonly senders: readonly Sender[];
  readonly staff: readonly StaffMember[];
  readonly streets: readonly string[];
  readonly hotel: string;
  readonly dayCentre: string;
};
