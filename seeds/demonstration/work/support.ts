// The work with a person: conversations from the first to the last, and how it ended.
import { MINUTES_A_DAY, type Moment } from '../chance/time-line.ts';
import type { Referral } from './arrival.ts';
import { type Case, tell } from './case.ts';
import { firstConversation, laterConversation, missedContact } from './contact.ts';
import { type Allocated, move, withdraw } from './triage.ts';

/** Tries that found nobody, after `allocated` and before `until`; returns when the last one was. */
function tries(story: Case, allocated: Allocated, most: number, until: Moment): Moment {
  const { dice, timeLine, rows } = story;
  let at = allocated.at;
  for (let left = dice.int(0, most); left > 0; left -= 1) {
    at = timeLine.after(dice, at, 1, 4, until - left * 60);
    rows.contacts.push(missedContact(story, allocated, at, ['no_answer', 'message_left']));
  }
  return at;
}

/** First and last conversation. */
export type Worked = { readonly first: Moment; readonly last: Moment };

/** Conversations from the first to `until`, spread evenly; some are missed. The first makes the referral active. */
export function converse(story: Case, referral: Referral, allocated: Allocated, until: Moment): Worked {
  const { dice, timeLine, rows } = story;
  const before = tries(story, allocated, dice.chance(0.35) ? 2 : 0, until - 2 * MINUTES_A_DAY);
  const first = timeLine.after(dice, before, 1, 6, until);
  rows.contacts.push(firstConversation(story, allocated, first));
  referral.first_contact_at = timeLine.instant(first);
  move(story, referral, 'active', first, allocated.worker.id, null);
  const room = Math.floor((until - first) / MINUTES_A_DAY);
  const count = Math.min(dice.int(1, 8), Math.floor(room / 5));
  const gap = Math.max(3, Math.floor(room / (count + 1)));
  const told = new Set<string>();
  let last = first;
  for (let left = count; left > 0; left -= 1) {
    last = timeLine.after(dice, last, Math.ceil(gap * 0.6), Math.ceil(gap * 1.1), until - left);
    rows.contacts.push(
      dice.chance(0.13)
        ? missedContact(story, allocated, last)
        : laterConversation(story, allocated, last, told),
    );
  }
  return { first, last };
}

const CLOSINGS = {
  'goals-met': '{name} {gained}. We looked back together at where we began. {They} knows how to come back.',
  'partly-met': '{name} {gained}. Other things will take longer, and {they} has a plan for them.',
  'person-ended': '{name} has enough to go on with for now, and thanked everybody.',
  'lost-contact':
    'No answer since the last visit: three calls, two texts in {language} and a letter. The door stays open.',
  'moved-away':
    '{name} has moved to another town. With {their} agreement we gave the details to the link worker there.',
  'handed-over': '{name} now has a support worker who will carry on. We had a meeting of three to hand over.',
} as const;

const HOW_OFTEN: Readonly<Record<keyof typeof CLOSINGS, number>> = {
  'goals-met': 44,
  'partly-met': 24,
  'person-ended': 9,
  'lost-contact': 10,
  'moved-away': 6,
  'handed-over': 7,
};

/** The end of work that ended, a little after the last conversation. */
export function close(
  story: Case,
  referral: Referral,
  allocated: Allocated,
  worked: Worked,
  until: Moment,
): Moment {
  const { dice, timeLine, topics } = story;
  const at = timeLine.after(dice, worked.last, 0, 5, until);
  const reason = dice.weighted(HOW_OFTEN);
  Object.assign(referral, {
    closed_at: timeLine.instant(at),
    closed_by: allocated.worker.id,
    close_reason: reason,
    closing_note: tell(story, CLOSINGS[reason].replace('{gained}', topics[0]?.gained ?? 'is doing well')),
  } satisfies Partial<Referral>);
  move(story, referral, 'closed', at, allocated.worker.id, null);
  return at;
}

/** Allocated and then stopped, before or after a try to reach the person. */
export function stop(story: Case, referral: Referral, allocated: Allocated): void {
  const { dice, timeLine, journey } = story;
  const before = tries(story, allocated, 1, journey.until - 60);
  const at = timeLine.after(dice, before, 1, 6, journey.until);
  withdraw(story, referral, at, allocated.worker.id);
}

/** Tries to reach somebody who has just been given a link worker. */
export const tryToReach = (story: Case, allocated: Allocated): Moment =>
  tries(story, allocated, 2, story.timeLine.latest - 1);
