// Composes what a referrer is told from the referral and the person as they stand; the closing adds what happened in between.
import { type Ctx, organisationOf } from '#database';
import { instantOf, londonDay } from '#kernel';
import { loadPersonRecord, type PersonRecord } from '#people';
import { CLOSE_REASONS, DECLINE_REASONS, loadQuestions, type Referral } from '#referrals';
import type { MessageBack, MessageBackKind } from './message-back.ts';

/** What only some messages carry; the rest is empty and said to be so. */
export type MessageParts = Partial<
  Pick<
    MessageBack,
    | 'requestedActions'
    | 'plan'
    | 'agreedWithPerson'
    | 'goals'
    | 'services'
    | 'measures'
    | 'contacts'
    | 'risks'
    | 'note'
  >
>;

const dayOf = (date: Date): string => londonDay(instantOf(date)).toString();

/** The message about a referral as it stands now; null when the person's record cannot be seen. */
export async function composeMessageBack(
  ctx: Ctx,
  referral: Referral,
  kind: MessageBackKind,
  parts: MessageParts = {},
): Promise<MessageBack | null> {
  const person = await loadPersonRecord(ctx, referral.sentPersonId);
  if (!person) return null;
  const today = londonDay(ctx.clock()).toString();
  return {
    version: 1,
    kind,
    to: addressee(referral),
    from: await sender(ctx),
    person: await identity(ctx, person),
    referral: aboutReferral(referral),
    decidedOn: today,
    ...reasonOf(referral, kind),
    question: kind === 'question' ? await openQuestion(ctx, referral) : null,
    note: kind === 'declined' ? (referral.declineNote ?? '') : (referral.closingNote ?? ''),
    requestedActions: [],
    plan:
      kind === 'accepted' ? ['A link worker will contact the person in the way that is safe for them.'] : [],
    agreedWithPerson: 'not_asked',
    goals: [],
    services: [],
    measures: [],
    contacts: null,
    risks: 'not_recorded',
    sharingAgreed:
      referral.consent === 'not_given' ? 'no' : referral.consent === 'not_known' ? 'not_known' : 'yes',
    writtenBy: await writer(ctx),
    writtenOn: today,
    ...parts,
  };
}

const aboutReferral = (referral: Referral): MessageBack['referral'] => ({
  reference: referral.reference,
  receivedOn: dayOf(referral.receivedAt),
  referrerName: referral.referrer.name || null,
  referrerOrganisation: referral.referrer.organisation || null,
  firstContactOn: referral.firstContactAt ? dayOf(referral.firstContactAt) : null,
});

function addressee({ referrer }: Referral): [string, ...string[]] {
  const lines = [referrer.name, referrer.role, referrer.organisation].filter(
    line => line !== null && line !== '',
  );
  const [first = 'The referrer', ...rest] = lines as string[];
  return [first, ...rest];
}

function reasonOf(referral: Referral, kind: MessageBackKind): Pick<MessageBack, 'reasonCode' | 'reason'> {
  if (kind === 'declined' && referral.declineReason) {
    return { reasonCode: referral.declineReason, reason: DECLINE_REASONS[referral.declineReason] };
  }
  if (kind === 'closed' && referral.closeReason) {
    return { reasonCode: referral.closeReason, reason: CLOSE_REASONS[referral.closeReason] };
  }
  return { reasonCode: null, reason: null };
}

async function openQuestion(ctx: Ctx, referral: Referral): Promise<string | null> {
  const questions = await loadQuestions(ctx, referral.id);
  return questions.filter(question => question.answer === null).at(-1)?.question ?? null;
}

async function sender(ctx: Ctx): Promise<MessageBack['from']> {
  const organisation = await ctx.tx
    .selectFrom('organisations')
    .select(['name', 'phone', 'email'])
    .where('id', '=', organisationOf(ctx.actor))
    .executeTakeFirst();
  const lines = [organisation?.phone, organisation?.email].flatMap(line => (line ? [line] : []));
  return { organisation: organisation?.name ?? 'The service', lines };
}

/** As whoever sent this record knows them: nothing that came from others. */
async function identity(
  ctx: Ctx,
  { displayName, own: person }: PersonRecord,
): Promise<MessageBack['person']> {
  const practice = person.gpPracticeId
    ? await ctx.tx
        .selectFrom('referring_organisations')
        .select('name')
        .where('organisation_id', '=', organisationOf(ctx.actor))
        .where('id', '=', person.gpPracticeId)
        .executeTakeFirst()
    : undefined;
  const numberIsGood = person.nhsNumberStatus === 'verified' || person.nhsNumberStatus === 'given';
  return {
    name: (person.names.find(name => name.use === 'legal') ?? person.names[0])?.fullName ?? displayName,
    birthDate: person.birthDate.status === 'answered' ? person.birthDate.value : null,
    nhsNumber: numberIsGood ? person.nhsNumber : null,
    gpPractice: practice
      ? { name: practice.name }
      : person.gpRegistration === 'not_registered'
        ? 'not_registered'
        : 'not_known',
  };
}

async function writer(ctx: Ctx): Promise<MessageBack['writtenBy']> {
  if (ctx.actor.kind === 'staff')
    return {
      name: ctx.actor.name,
      role: ctx.actor.role === 'link_worker' ? 'Link worker' : null,
      contact: null,
    };
  return { name: (await sender(ctx)).organisation, role: null, contact: null };
}
