// What the referrer was told: accepted, declined, a question, or how it ended, in the shape of the message back.
import type { MeasuredValue, MessageBack } from '#messages';
import type { KeptAnswer } from '#outcomes';
import { CLOSE_REASONS, type CloseReason, DECLINE_REASONS, type DeclineReason } from '#referrals';
import type { Moment } from '../chance/time-line.ts';
import { jsonOf } from '../plan.ts';
import type { Referral } from './arrival.ts';
import { type Case, newId } from './case.ts';
import type { Taken } from './measures.ts';

const WAYS: Readonly<Record<string, string>> = {
  face_to_face: 'face to face',
  home_visit: 'at home',
  telephone: 'by telephone',
  video: 'by video call',
  text: 'by text message',
  email: 'by email',
  group: 'in a group',
};

type Parts = {
  readonly kind: MessageBack['kind'];
  readonly at: Moment;
  readonly by: string;
  readonly question?: string;
  readonly taken?: readonly Taken[];
};
type Ended = Pick<MessageBack, 'agreedWithPerson' | 'goals' | 'services' | 'measures' | 'contacts' | 'risks'>;

/** Day in London of an instant as rows hold it. */
const dayOfText = (instant: unknown): string | null =>
  typeof instant === 'string' ? instant.slice(0, 10) : null;

function contactsPart({ persona, rows, referralId }: Case): MessageBack['contacts'] {
  const contacts = rows.contacts.filter(contact => contact.referral_id === referralId);
  const counts = new Map<string, number>();
  for (const { mode } of contacts) counts.set(mode, (counts.get(mode) ?? 0) + 1);
  const interpreted = contacts.filter(
    ({ interpreter }) => interpreter === 'professional' || interpreter === 'bilingual_worker',
  ).length;
  return {
    count: contacts.length,
    firstOn: dayOfText(contacts[0]?.happened_at),
    lastOn: dayOfText(contacts.at(-1)?.happened_at),
    ways: [...counts].map(([mode, count]) => ({ how: WAYS[mode] ?? mode, count })),
    interpreted,
    interpreterLanguages: interpreted > 0 ? [persona.language.label] : [],
  };
}

const measured = (answer: KeptAnswer | undefined): MeasuredValue =>
  answer === undefined
    ? { status: 'not_taken' }
    : answer.value !== null
      ? { status: 'answered', value: answer.value }
      : { status: answer.missing ?? 'not_asked' };

function measurePart({ timeLine, persona }: Case, taken: readonly Taken[]): MessageBack['measures'] {
  const start = taken.find(one => one.point === 'start');
  const end = taken.find(one => one.point === 'end');
  if (start === undefined) return [];
  const day = (one: Taken | undefined): string | null =>
    one === undefined ? null : timeLine.day(timeLine.dayOf(one.at));
  return [
    {
      title: 'Wellbeing (ONS4)',
      scale: '0 to 10; higher is better, except for the last question, where lower is better',
      startOn: day(start),
      endOn: day(end),
      asked: persona.interpreter ? `${persona.language.label}, through an interpreter` : 'English',
      items: start.answers.map((answer, place) => ({
        wording: answer.wording,
        start: measured(answer),
        end: measured(end?.answers[place]),
      })),
    },
  ];
}

function endedPart(story: Case, taken: readonly Taken[]): Ended {
  const { rows, referralId } = story;
  const plan = rows.plans.find(one => one.referral_id === referralId);
  const goals = rows.goals.filter(goal => goal.plan_id === plan?.id);
  const ids = new Set(goals.map(goal => goal.id));
  const used = rows.steps.filter(step => ids.has(step.goal_id) && step.status === 'done');
  return {
    agreedWithPerson: (plan?.agreed ?? 'not_known') as MessageBack['agreedWithPerson'],
    goals: goals.map(goal => ({
      description: goal.description,
      status: goal.status as MessageBack['goals'][number]['status'],
      note: goal.review_note ?? null,
    })),
    services: used.flatMap(step =>
      step.service_name
        ? [{ name: step.service_name, how: 'used' as const, outcome: step.outcome_note ?? null }]
        : [],
    ),
    measures: measurePart(story, taken),
    contacts: contactsPart(story),
    risks: 'none_known',
  };
}

const NOT_ENDED: Ended = {
  agreedWithPerson: 'not_asked',
  goals: [],
  services: [],
  measures: [],
  contacts: null,
  risks: 'not_recorded',
};

function personPart({ persona }: Case): MessageBack['person'] {
  const { names, birthDate } = persona.identity;
  const registration = persona.gpRegistration === 'not_registered' ? 'not_registered' : 'not_known';
  return {
    name: names[0].fullName,
    birthDate: birthDate.status === 'answered' ? birthDate.value : null,
    nhsNumber: persona.nhsNumber,
    gpPractice: persona.gpPractice === null ? registration : { name: persona.gpPractice.name },
  };
}

function reasonPart(
  referral: Referral,
  kind: MessageBack['kind'],
): Pick<MessageBack, 'reasonCode' | 'reason' | 'note'> {
  const { decline_reason: declined, close_reason: closed } = referral;
  if (kind === 'declined' && declined)
    return {
      reasonCode: declined,
      reason: DECLINE_REASONS[declined as DeclineReason],
      note: referral.decline_note ?? '',
    };
  if (kind === 'closed' && closed)
    return {
      reasonCode: closed,
      reason: CLOSE_REASONS[closed as CloseReason],
      note: referral.closing_note ?? '',
    };
  return { reasonCode: null, reason: null, note: '' };
}

const given = (lines: readonly (string | null | undefined)[]): string[] =>
  lines.filter(line => line != null && line !== '') as string[];

const referralPart = (referral: Referral, day: string): MessageBack['referral'] => ({
  reference: referral.reference,
  receivedOn: dayOfText(referral.received_at) ?? day,
  referrerName: referral.referrer_name ?? null,
  referrerOrganisation: referral.referrer_organisation ?? null,
  firstContactOn: dayOfText(referral.first_contact_at),
});

const WILL_CONTACT = 'A link worker will contact the person in the way that is safe for them.';

function contentOf(
  story: Case,
  referral: Referral,
  { kind, at, by, question, taken = [] }: Parts,
): MessageBack {
  const { service, timeLine } = story;
  const { organisation, blueprint } = service;
  const day = timeLine.day(timeLine.dayOf(at));
  // What the person did not agree to share does not travel.
  const tells = referral.consent !== 'not_given';
  return {
    version: 1,
    kind,
    to: given([referral.referrer_name, referral.referrer_role, referral.referrer_organisation]),
    from: { organisation: blueprint.name, lines: given([organisation.phone, organisation.email]) },
    person: personPart(story),
    referral: referralPart(referral, day),
    decidedOn: day,
    ...reasonPart(referral, kind),
    question: question ?? null,
    requestedActions: [],
    plan: kind === 'accepted' && tells ? [WILL_CONTACT] : [],
    ...(kind === 'closed' && tells ? endedPart(story, taken) : NOT_ENDED),
    ...(tells ? {} : { note: '' }),
    sharingAgreed: tells ? (referral.consent === 'not_known' ? 'not_known' : 'yes') : 'no',
    writtenBy: {
      name: service.nameOf(by),
      role: by === service.manager ? null : 'Link worker',
      contact: null,
    },
    writtenOn: day,
  };
}

/** Tells the referrer, where there is one; somebody with an account may have opened it. */
export function reply(story: Case, referral: Referral, parts: Parts): void {
  const { dice, timeLine, rows, personId, referralId } = story;
  if (referral.source === 'self') return;
  const reader = referral.referrer_account_id ?? null;
  const read = reader !== null && parts.at < timeLine.latest - 200 && dice.chance(0.7);
  rows.messages_back.push({
    id: newId(story, parts.at),
    referral_id: referralId,
    person_id: personId,
    kind: parts.kind,
    content: jsonOf(contentOf(story, referral, parts)),
    made_at: timeLine.instant(parts.at),
    made_by: parts.by,
    read_at: read ? timeLine.instant(timeLine.after(dice, parts.at, 0, 6)) : null,
    read_by: read ? reader : null,
  });
}
