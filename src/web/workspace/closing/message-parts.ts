// What happened, as the parts of the message back: only what the person agrees to tell, and what is missing said to be so.
import { MODES as CONTACT_MODES, type ContactSummary } from '#contacts';
import { instantOf, languageName, londonDay } from '#kernel';
import type { MeasuredValue, MessageParts } from '#messages';
import { findMeasure, type MeasurePair, MODES, type Reading } from '#outcomes';
import { DOERS, type Goal, hasEnded, type Plan, type Step } from '#plans';
import { type Closing, goalKey, serviceKey } from './closing.ts';

export type Happened = {
  readonly plan: Plan | null;
  readonly pair: MeasurePair | null;
  readonly contacts: ContactSummary;
};

/** Parts of a message `closed`; `composeMessageBack` adds the rest and cuts what consent does not cover. */
export function partsOf(closing: Closing, { plan, pair, contacts }: Happened): MessageParts {
  const goals = (plan?.goals ?? []).filter(goal => closing.tell.has(goalKey(goal.id)));
  const steps = (plan?.goals ?? []).flatMap(goal => goal.steps);
  return {
    note: closing.note,
    requestedActions: [...closing.actions],
    plan: goals.flatMap(nextOf).slice(0, 60),
    agreedWithPerson: plan?.agreed ?? 'not_asked',
    goals: goals.slice(0, 60).map(goal => {
      const review = closing.reviews.get(goal.id);
      return {
        description: goal.description,
        status: review?.status ?? goal.status,
        note: review?.note || null,
      };
    }),
    services: steps
      .filter(step => closing.tell.has(serviceKey(step.id)))
      .flatMap(serviceOf)
      .slice(0, 60),
    measures: pair === null ? [] : [measureOf(pair, closing)],
    contacts: contactsOf(contacts),
    risks: closing.risks === 'some' ? [...closing.riskLines] : closing.risks,
  };
}

/** What is still to be done, by others: the link worker has stopped, so that nobody may wait for them. */
const nextOf = (goal: Goal): string[] =>
  goal.steps
    .filter(({ status, who }) => !hasEnded(status) && who !== 'link_worker' && who !== 'together')
    .map(step => `${step.description} (${DOERS[step.who].toLowerCase()})`);

type Service = NonNullable<MessageParts['services']>[number];

/** Told of is not referred (PRSB): a step that was only planned, or did not happen, counts as signposted. */
const HOW: Record<Exclude<Step['status'], 'cancelled'>, Service['how']> = {
  done: 'used',
  under_way: 'referred',
  planned: 'signposted',
  not_done: 'signposted',
};

const serviceOf = ({ service, status, outcomeNote }: Step): Service[] =>
  service === null || status === 'cancelled'
    ? []
    : [{ name: service.serviceName, how: HOW[status], outcome: outcomeNote }];

function measureOf(
  pair: MeasurePair,
  { endMissing }: Closing,
): NonNullable<MessageParts['measures']>[number] {
  const asked = [pair.start?.asked, pair.end?.asked].flatMap(how => how ?? []);
  const ways = asked.map(({ language, mode }) => `${languageName(language)}: ${MODES[mode].toLowerCase()}`);
  const standing = pair.countedWithOthers ? '' : '. Not validated in this language or way of asking';
  return {
    title: findMeasure(pair.measure)?.name ?? pair.measure,
    scale: '0 to 10; higher is better, but for anxiety lower is better',
    startOn: pair.start?.takenOn ?? null,
    endOn: pair.end?.takenOn ?? null,
    asked: `${[...new Set(ways)].join('; ')}${standing}`,
    items: pair.items.map(item => ({
      wording: item.wording,
      start: measuredOf(item.start),
      end: item.end.status === 'not-taken' && endMissing ? { status: endMissing } : measuredOf(item.end),
    })),
  };
}

function measuredOf(reading: Reading): MeasuredValue {
  switch (reading.status) {
    case 'answered':
      return reading;
    case 'missing':
      return { status: reading.reason };
    case 'not-taken':
      return { status: 'not_taken' };
  }
}

const dayOf = (date: Date | null): string | null =>
  date === null ? null : londonDay(instantOf(date)).toString();

const contactsOf = (contacts: ContactSummary): NonNullable<MessageParts['contacts']> => ({
  count: contacts.count,
  firstOn: dayOf(contacts.firstAt),
  lastOn: dayOf(contacts.lastAt),
  ways: contacts.ways.map(({ mode, count }) => ({ how: CONTACT_MODES[mode].toLowerCase(), count })),
  interpreted: contacts.interpreted,
  interpreterLanguages: contacts.interpreterLanguages.slice(0, 60).map(languageName),
});
