// What happens to a referral before work begins: questions to the referrer, a decision, a link worker; or its early end.
import type { Moment } from '../chance/time-line.ts';
import type { Worker } from '../services/make-service.ts';
import type { Referral } from './arrival.ts';
import { type Case, newId, tell, workerFor } from './case.ts';
import type { State } from './journey.ts';
import { reply } from './replies.ts';

const QUESTIONS = [
  'Which language would {name} like us to use on the phone, and is there a good time to ring?',
  'Has {name} agreed to this referral? The form says that it is not known.',
  'Is there another phone number? The one on the form does not connect.',
  'Would {name} like to be seen by a woman, or is there no preference?',
  'Could you say a little more about what {name} hopes for?',
];
const ANSWERS = [
  '{They} would like {language}, and afternoons are best.',
  'Yes, we talked it through with an interpreter and {name} agreed.',
  'Thank you for asking. The number is right, but please text first.',
  'No preference, but the same person each time would help.',
  'Mostly company, and somebody to explain letters. The rest can wait.',
];

const DECLINES: Readonly<Record<string, string>> = {
  'person-declined':
    '{name} thanked us and would rather wait until after the summer. {They} can be referred again at any time.',
  'not-right-service':
    'The need is for nursing care at home. We have passed this to the community nurses, with {their} agreement.',
  'outside-area':
    '{name} has moved to the next district. We sent the link worker service there the details, with {their} agreement.',
  'could-not-contact':
    'We rang four times at different hours and sent two texts in {language}. Please send {name} back to us when you next meet.',
  'already-supported': '{name} already sees one of our link workers, who has added this to the plan.',
};

const WITHDRAWALS = [
  'The referrer rang: {name} has found help elsewhere.',
  '{name} asked us to stop for now and knows how to come back.',
  'Sent twice by mistake; the other referral goes on.',
];

const WHY = [
  'Shares {language} with {name}.',
  'Has room, and works close to {their} home.',
  '{name} chose this link worker from three.',
  'Has helped {their} family before.',
];

/** Moves a referral on: its row, and a line in its history. */
export function move(
  story: Case,
  referral: Referral,
  to: State,
  at: Moment,
  by: string | null,
  note: string | null,
): void {
  story.rows.referral_events.push({
    id: newId(story, at),
    referral_id: story.referralId,
    from_state: referral.state,
    to_state: to,
    at: story.timeLine.instant(at),
    by_account: by,
    note,
  });
  referral.state = to;
}

/** Mostly the manager triages, else a link worker of the team. */
const triagist = ({ dice, service, persona }: Case): string =>
  dice.chance(0.5) ? service.manager : workerFor(dice, service, persona).id;

function ask(story: Case, referral: Referral, at: Moment, by: string, answeredAt: Moment | null): void {
  const { dice, timeLine, rows, referralId } = story;
  const topic = dice.int(0, QUESTIONS.length - 1);
  const question = tell(story, QUESTIONS[topic] ?? '');
  const answer = answeredAt === null ? null : tell(story, ANSWERS[topic] ?? '');
  move(story, referral, 'waiting_for_referrer', at, by, question);
  rows.referral_questions.push({
    id: newId(story, at),
    referral_id: referralId,
    question,
    asked_by: by,
    asked_at: timeLine.instant(at),
    answer,
    answered_by_name: answer === null ? null : (referral.referrer_name ?? story.persona.called),
    answered_at: answeredAt === null ? null : timeLine.instant(answeredAt),
  });
  reply(story, referral, { kind: 'question', at, by, question });
  if (answeredAt !== null)
    move(story, referral, 'received', answeredAt, referral.referrer_account_id ?? null, answer);
}

function decline(story: Case, referral: Referral, at: Moment, by: string): void {
  const reason = story.dice.pick(Object.keys(DECLINES));
  const note = tell(story, DECLINES[reason] ?? '');
  Object.assign(referral, {
    decided_at: story.timeLine.instant(at),
    decided_by: by,
    decline_reason: reason,
    decline_note: note,
  } satisfies Partial<Referral>);
  move(story, referral, 'declined', at, by, note);
  reply(story, referral, { kind: 'declined', at, by });
}

export function withdraw(story: Case, referral: Referral, at: Moment, by: string): void {
  Object.assign(referral, {
    closed_at: story.timeLine.instant(at),
    closed_by: by,
  } satisfies Partial<Referral>);
  move(story, referral, 'withdrawn', at, by, tell(story, story.dice.pick(WITHDRAWALS)));
}

export type Allocated = { readonly worker: Worker; readonly at: Moment };

/** Plays a referral up to its link worker; null when it goes no further than triage. */
export function triage(story: Case, referral: Referral, worker: Worker): Allocated | null {
  const { dice, timeLine, journey } = story;
  const { state, until } = journey;
  if (state === 'received') return null;
  const by = triagist(story);
  let at = timeLine.after(dice, journey.received, 0, 3, until);
  if (state === 'waiting_for_referrer') {
    ask(story, referral, at, by, null);
    return null;
  }
  if (dice.chance(0.16)) {
    const answered = timeLine.after(dice, at, 0, 3, until);
    ask(story, referral, at, by, answered);
    at = timeLine.after(dice, answered, 0, 1, until);
  }
  if (state === 'declined') {
    decline(story, referral, at, by);
    return null;
  }
  if (state === 'withdrawn' && dice.chance(0.4)) {
    withdraw(story, referral, at, by);
    return null;
  }
  Object.assign(referral, { decided_at: timeLine.instant(at), decided_by: by } satisfies Partial<Referral>);
  move(story, referral, 'accepted', at, by, null);
  reply(story, referral, { kind: 'accepted', at, by });
  if (state === 'accepted') return null;
  const allocatedAt = timeLine.after(dice, at, 0, 4, until);
  Object.assign(referral, {
    worker_id: worker.id,
    allocated_at: timeLine.instant(allocatedAt),
  } satisfies Partial<Referral>);
  move(story, referral, 'allocated', allocatedAt, by, dice.chance(0.7) ? tell(story, dice.pick(WHY)) : null);
  return { worker, at: allocatedAt };
}
