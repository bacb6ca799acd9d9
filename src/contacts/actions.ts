// A contact is recorded: kept, the referral begun when the person was reached, tasks ticked off and the next one planned, in one act.
import type { Ctx } from '#database';
import {
  type AccountId,
  done,
  londonDay,
  type Outcome,
  type PersonId,
  type ReferralId,
  refused,
} from '#kernel';
import {
  addTask,
  completeTask,
  type DueRefusal,
  decideDue,
  loadOpenTasksOfPerson,
  type TaskId,
  type TaskKind,
  type TaskRequest,
} from '#link-workers';
import { noteGiven } from '#people';
import { beginWork } from '#referrals';
import { type ContactId, type ContactWords, decideContact, type WordsRefusal } from './contact.ts';
import { shownBy } from './preference.ts';
import { insertContact, isKeptAlready, type NewContact } from './store.ts';

export type ContactRequest = ContactWords & {
  /** The id that its form was opened with, so that a form that is sent twice is one contact; null for one of our own. */
  readonly formId?: ContactId | null;
  readonly personId: PersonId;
  readonly referralId: ReferralId | null;
  /** Who was in contact: a link worker, who may be somebody other than the one who records it. */
  readonly workerId: AccountId;
  readonly nextTask: { readonly kind: TaskKind; readonly title: string; readonly dueOn: string } | null;
  /** Tasks that this contact did; those that have ended meanwhile are left as they are. */
  readonly completes: readonly TaskId[];
};

export type ContactRefusal = 'not-found' | WordsRefusal | DueRefusal;

export async function recordContact(
  ctx: Ctx,
  asked: ContactRequest,
): Promise<Outcome<{ readonly contactId: ContactId; readonly nextTaskId: TaskId | null }, ContactRefusal>> {
  const recorder = recorderOf(ctx);
  if (recorder === null) return refused('not-found');
  const { nextTask, completes, formId, ...about } = asked;
  const words = decideContact(about, ctx.clock());
  if (!words.ok) return words;
  const due = nextTask === null ? null : decideDue(nextTask.dueOn, londonDay(ctx.clock()));
  if (due && !due.ok) return due;
  const { personId, referralId, workerId } = asked;
  const id = formId ?? ctx.newId();
  const kept = await keep(ctx, { ...words.value, id, personId, referralId, workerId, recordedBy: recorder });
  if (!kept) return refused('not-found');
  const { contactId } = kept;
  if (kept.wasThere) return done({ contactId, nextTaskId: null });
  ctx.record({
    event: 'contact.recorded',
    subject: { type: 'person', id: personId },
    detail: { contact: contactId },
  });
  // None of these asks what another did, so they travel together.
  const [nextTaskId] = await Promise.all([
    nextTask === null ? null : plan(ctx, { ...nextTask, workerId, personId, referralId }),
    referralId !== null && kept.referralState === 'allocated' && asked.reached === 'reached'
      ? beginWork(ctx, referralId, asked.happenedAt.toString())
      : null,
    referralId !== null && asked.reached === 'reached'
      ? noteGiven(ctx, { personId, referralId }, 'contact', shownBy(words.value, workerId))
      : null,
    tickOff(ctx, personId, completes),
  ]);
  return done({ contactId, nextTaskId });
}

/** A form that comes again with other words (somebody went back and wrote of the next contact) is a contact of its own. */
async function keep(
  ctx: Ctx,
  contact: NewContact,
): Promise<{ contactId: ContactId; referralState: string | null; wasThere: boolean } | undefined> {
  const kept = await insertContact(ctx, contact);
  if (!kept) return undefined;
  const { referralState } = kept;
  if (kept.isNew) return { contactId: contact.id, referralState, wasThere: false };
  if (await isKeptAlready(ctx, contact)) return { contactId: contact.id, referralState, wasThere: true };
  const contactId = ctx.newId();
  const again = await insertContact(ctx, { ...contact, id: contactId });
  return again && { contactId, referralState: again.referralState, wasThere: false };
}

/** Those who work with people; a referrer may see a person they sent, and still has no contacts to record. */
const recorderOf = ({ actor }: Ctx): AccountId | null =>
  actor.kind === 'staff' && (actor.role === 'link_worker' || actor.role === 'manager')
    ? actor.accountId
    : null;

/** Only open tasks of this person, whatever ids were sent. */
async function tickOff(ctx: Ctx, personId: PersonId, taskIds: readonly TaskId[]): Promise<void> {
  if (taskIds.length === 0) return;
  const open = await loadOpenTasksOfPerson(ctx, personId);
  for (const task of open) if (taskIds.includes(task.id)) await completeTask(ctx, task.id);
}

async function plan(ctx: Ctx, task: TaskRequest): Promise<TaskId> {
  const added = await addTask(ctx, task);
  // Person, referral, worker and day were all accepted for the contact itself.
  if (!added.ok) throw new Error(`the next task was refused: ${added.reason}`);
  return added.value;
}
