// How a referral arrives: who sent it, in which words, how soon an answer is owed.
import { makeReference } from '#referrals';
import { MINUTES_A_DAY, type Moment } from '../chance/time-line.ts';
import { fictionalLandline } from '../people/numbers.ts';
import type { Row } from '../plan.ts';
import type { SenderPlace } from '../services/make-service.ts';
import { type Case, newId, tell } from './case.ts';

export type Referral = Row<'referrals'>;

/** The words of consent on the referral form, and its version. */
const CONSENT_WORDING = {
  self: 'The service may keep what I wrote here, contact me in the safe ways I gave, and talk with me about which services to ask. It shares nothing with another service before asking me.',
  other:
    'The person knows about this referral and agrees that the service keeps these details and contacts them in the safe ways given. It shares nothing with another service before asking them.',
} as const;
const FORM_VERSION = '2026-11';

const CONSENT: Readonly<Record<'self' | 'other', Readonly<Record<string, number>>>> = {
  self: { given: 95, not_given: 5 },
  other: { given_for_person: 85, not_given: 5, not_known: 10 },
};

const OPENINGS = [
  '',
  '',
  'Seen this week. ',
  'Known to us for about a year. ',
  'Thank you for seeing {them}. ',
  'New to the practice. ',
  '{name} speaks {language}. ',
];
const CLOSINGS = [
  '',
  '',
  ' {They} would prefer to be seen near home.',
  ' Please ring us if anything is unclear.',
  ' No rush.',
];

const TYPED_NAMES = [
  'Karen Lidd',
  'Joseph Amadi',
  'Farida Sheikh',
  'Peter Hallam',
  'Wendy Brook',
  'Obi Eze',
  'Rosa Klein',
  'Hamza Iqbal',
];
const TYPED_ROLES = [
  'GP',
  'Practice nurse',
  'Health visitor',
  'Midwife',
  'Social worker',
  'Teacher',
  'Support worker',
];

type From = Pick<
  Referral,
  | 'source'
  | 'referring_organisation_id'
  | 'referrer_account_id'
  | 'referrer_name'
  | 'referrer_role'
  | 'referrer_organisation'
  | 'referrer_contact'
>;

const FROM_NOBODY: Omit<From, 'source'> = {
  referring_organisation_id: null,
  referrer_account_id: null,
  referrer_name: null,
  referrer_role: null,
  referrer_organisation: null,
  referrer_contact: null,
};

/** A sender of the person's own team; their usual one more often than not. */
function senderOf({ dice, service, persona }: Case): { place: SenderPlace; index: number } {
  const all = service.senders.map((place, index) => ({ place, index }));
  const near = all.filter(({ place }) => (place.team ?? 0) === persona.team);
  const usual = all[persona.sender];
  return usual !== undefined && dice.chance(0.65) ? usual : dice.pick(near);
}

function fromWhom(story: Case): From {
  const { dice, service } = story;
  const kind = dice.weighted({ sender: 70, typed: 12, self: 14, message: 4 });
  if (kind === 'self') return { ...FROM_NOBODY, source: 'self' };
  const { place, index } = senderOf(story);
  const referrer = service.referrers.find(one => one.sender === index);
  const contact = fictionalLandline(dice, service.blueprint);
  if (kind === 'typed' || referrer === undefined)
    return {
      ...FROM_NOBODY,
      source: 'professional',
      referrer_name: dice.pick(TYPED_NAMES),
      referrer_role: dice.pick(TYPED_ROLES),
      referrer_organisation: place.name,
      referrer_contact: contact,
    };
  return {
    source: kind === 'message' ? 'message' : 'referrer',
    referring_organisation_id: place.id,
    referrer_account_id: kind === 'message' ? null : referrer.id,
    referrer_name: referrer.name,
    referrer_role: referrer.post,
    referrer_organisation: place.name,
    referrer_contact: contact,
  };
}

function wordsOf(story: Case, self: boolean): Pick<Referral, 'reason' | 'what_matters'> {
  const { dice, topics } = story;
  const matters = topics.map(topic => tell(story, dice.pick(topic.matters))).join(' ');
  if (self) return { reason: matters, what_matters: matters };
  const reasons = topics.slice(0, 2).map(topic => tell(story, dice.pick(topic.reasons)));
  const reason = `${tell(story, dice.pick(OPENINGS))}${reasons.join(' ')}${tell(story, dice.pick(CLOSINGS))}`;
  return { reason, what_matters: dice.chance(0.6) ? matters : '' };
}

/** One working day for urgent, at most two for soon, else what the service promises; 5pm. As referrals count it. */
function respondBy({ timeLine, service, journey }: Case, urgency: string): Moment {
  const days =
    urgency === 'urgent' ? 1 : urgency === 'soon' ? Math.min(2, service.responseDays) : service.responseDays;
  return timeLine.addWorkingDays(timeLine.dayOf(journey.received), days) * MINUTES_A_DAY + 17 * 60;
}

/** What is not known yet when a referral arrives. */
const UNDECIDED = {
  decided_at: null,
  decided_by: null,
  decline_reason: null,
  decline_note: null,
  worker_id: null,
  allocated_at: null,
  first_contact_at: null,
  closed_at: null,
  closed_by: null,
  close_reason: null,
  closing_note: null,
} as const;

function keepArrival(story: Case, received: string, by: string | null): void {
  const { rows, journey, referralId } = story;
  rows.referral_interventions.push(...story.topics.map(({ code }) => ({ referral_id: referralId, code })));
  rows.referral_events.push({
    id: newId(story, journey.received),
    referral_id: referralId,
    from_state: null,
    to_state: 'received',
    at: received,
    by_account: by,
    note: null,
  });
}

/** The referral as it came, and its first event. */
export function arrive(story: Case): Referral {
  const { dice, timeLine, service, persona, journey } = story;
  const from = fromWhom(story);
  const self = from.source === 'self';
  const urgency = dice.weighted({ routine: 62, soon: 22, urgent: 6, not_known: 10 });
  const received = timeLine.instant(journey.received);
  keepArrival(story, received, from.referrer_account_id ?? null);
  return {
    id: story.referralId,
    reference: makeReference(() => dice.int(0, 999_999) / 1_000_000),
    person_id: story.personId,
    team_id: service.teams[persona.team] ?? '',
    state: 'received',
    ...from,
    urgency,
    ...wordsOf(story, self),
    consent: dice.weighted(CONSENT[self ? 'self' : 'other']),
    consent_wording: CONSENT_WORDING[self ? 'self' : 'other'],
    message_id: null,
    form_version: FORM_VERSION,
    received_at: received,
    respond_by: timeLine.instant(respondBy(story, urgency)),
    ...UNDECIDED,
  };
}
