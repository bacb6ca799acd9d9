// What a referral message carries, in our own terms; everything else stays whole in the sealed copy.
import type { ArrivingPerson } from '#people';
import type { ReferralArrival } from '#referrals';
import type { Envelope } from './message/envelope.ts';
import type { Issue } from './outcome.ts';

export type ArrivingReferrer = {
  /** Who asked: a professional, an organisation without a name of a person, the person, or somebody close to the person. */
  readonly kind: 'professional' | 'organisation' | 'self' | 'related' | 'not_known';
  readonly name: string | null;
  readonly role: string | null;
  readonly organisation: string | null;
  readonly odsCode: string | null;
  readonly phone: string | null;
  readonly email: string | null;
};

export type Practice = { readonly odsCode: string | null; readonly name: string | null };

export type MessageArrival = {
  /** Equal for a message that is sent again. */
  readonly messageId: string;
  readonly correlationId: string | null;
  /** What the answer has to name again. */
  readonly envelope: Envelope;
  /** Everything but the practice, which is looked up by its ODS code. */
  readonly person: Omit<ArrivingPerson, 'gpPracticeId'>;
  readonly gpPractice: Practice | null;
  readonly referrer: ArrivingReferrer;
  /** Lines to be read by whoever sorts referrals. */
  readonly reason: string;
  readonly urgency: ReferralArrival['urgency'];
  /** Codes of seeds/content/intervention-types.csv. */
  readonly interventions: readonly string[];
  readonly consent: ReferralArrival['consent'];
  /** What the person agreed to, as the message puts it. */
  readonly consentWording: string | null;
  /** FHIR dateTime as sent. */
  readonly authoredOn: string | null;
  /** What was odd but did not stop the referral; goes back to the sender. */
  readonly warnings: readonly Issue[];
  /** The message as it came: for sealed storage only. */
  readonly kept: string;
};

/** Collects what is odd (`warn`) and what makes the message unfit (`fault`), each at its FHIRPath. */
export type Notes = {
  readonly warnings: Issue[];
  readonly faults: Issue[];
  warn(code: Issue['code'], at: string, text: string): void;
  fault(code: Issue['code'], at: string, text: string): void;
};

export function takeNotes(): Notes {
  const warnings: Issue[] = [];
  const faults: Issue[] = [];
  return {
    warnings,
    faults,
    warn: (code, at, text) => void warnings.push({ severity: 'warning', code, at, text }),
    fault: (code, at, text) => void faults.push({ severity: 'error', code, at, text }),
  };
}
