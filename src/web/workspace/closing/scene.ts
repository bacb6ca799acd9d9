// What the closing of a referral is about.
import type { MeasurePair } from '#outcomes';
import type { Plan } from '#plans';
import type { Referral } from '#referrals';
import type { PersonScene } from '../scene.ts';

export type ClosingScene = PersonScene & {
  readonly referral: Referral;
  readonly plan: Plan | null;
  readonly pair: MeasurePair | null;
};
