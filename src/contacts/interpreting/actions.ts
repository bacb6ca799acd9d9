// What happens to an interpreter's booking: asked for, arranged, ended, judged, opened again; with what stands on the worker's list for it.
import type { Ctx } from '#database';
import {
  type AccountId,
  done,
  LONDON,
  londonDay,
  type Outcome,
  type PersonId,
  type ReferralId,
  refused,
} from '#kernel';
import { addTask, cancelTask, completeTask, loadTask, rescheduleTask } from '#link-workers';
import { type Booking, type BookingId, type BookingWishes, NOT_ENDED } from './booking.ts';
import {
  type BookingChange,
  type BookingOutcome,
  type BookingQuality,
  type BookingRefusal,
  decideArrangement,
  decideOutcome,
  decideQuality,
  decideReopening,
  decideWishes,
  type WishRefusal,
} from './decide-booking.ts';
import { insertBooking, loadBooking, saveBooking } from './store.ts';

export type BookingRequest = BookingWishes & {
  readonly personId: PersonId;
  readonly referralId: ReferralId | null;
  /** On whose list it goes; null while nobody supports the person. */
  readonly workerId: AccountId | null;
};

/** Writes down that a conversation needs an interpreter, and puts "Book the interpreter" on the worker's list. */
export async function askForInterpreter(
  ctx: Ctx,
  { personId, referralId, workerId, ...wishes }: BookingRequest,
): Promise<Outcome<BookingId, 'not-found' | WishRefusal>> {
  const { actor } = ctx;
  if (actor.kind !== 'staff' || (actor.role !== 'link_worker' && actor.role !== 'manager'))
    return refused('not-found');
  const now = ctx.clock();
  const provider = { provider: '', providerReference: '', sexGiven: 'not_known' } as const;
  const decided = decideWishes({ ...wishes, ...provider }, now);
  if (!decided.ok) return decided;
  const booking: Booking = {
    ...NOT_ENDED,
    ...wishes,
    ...provider,
    id: ctx.newId(),
    personId,
    referralId,
    workerId,
    state: 'needed',
    neededAt: now,
    requestedAt: null,
    bookedAt: null,
    taskId: null,
    version: 0,
    updatedAt: now,
  };
  if (!(await insertBooking(ctx, booking, actor.accountId))) return refused('not-found');
  await saveBooking(ctx, await withTask(ctx, booking));
  record(ctx, booking, 'interpreter.needed');
  return done(booking.id);
}

type Moved = Outcome<Booking, 'not-found' | BookingRefusal>;

const ARRANGED_EVENTS = {
  needed: 'interpreter.changed',
  requested: 'interpreter.requested',
  booked: 'interpreter.booked',
} as const;

/** Day, wishes and provider as they stand now, and whether it was requested or confirmed. */
export const arrangeBooking = (ctx: Ctx, id: BookingId, change: BookingChange): Promise<Moved> =>
  move(
    ctx,
    id,
    booking => decideArrangement(booking, change, ctx.clock()),
    before => (before.state === change.standing ? 'interpreter.changed' : ARRANGED_EVENTS[change.standing]),
  );

const OUTCOME_EVENTS = {
  attended: 'interpreter.attended',
  not_attended: 'interpreter.missed',
  none_available: 'interpreter.not-found',
  relative_used: 'interpreter.replaced',
} as const;

export const recordOutcome = (ctx: Ctx, id: BookingId, outcome: BookingOutcome): Promise<Moved> =>
  move(
    ctx,
    id,
    booking => decideOutcome(booking, outcome, ctx.clock()),
    () => OUTCOME_EVENTS[outcome.kind],
  );

export const recordQuality = (ctx: Ctx, id: BookingId, said: BookingQuality): Promise<Moved> =>
  move(
    ctx,
    id,
    booking => decideQuality(booking, said),
    () => 'interpreter.judged',
  );

export const reopenBooking = (ctx: Ctx, id: BookingId): Promise<Moved> =>
  move(ctx, id, decideReopening, () => 'interpreter.reopened');

async function move(
  ctx: Ctx,
  id: BookingId,
  decide: (booking: Booking) => Outcome<Booking, BookingRefusal>,
  event: (before: Booking) => string,
): Promise<Moved> {
  const before = await loadBooking(ctx, id, { forUpdate: true });
  if (!before) return refused('not-found');
  const decided = decide(before);
  if (!decided.ok) return decided;
  const changed = { ...decided.value, version: before.version + 1, updatedAt: ctx.clock() };
  const after = await withTask(ctx, changed);
  await saveBooking(ctx, after);
  record(ctx, after, event(before));
  return done(after);
}

const record = (ctx: Ctx, { id, personId }: Booking, event: string): void =>
  ctx.record({ event, subject: { type: 'person', id: personId }, detail: { booking: id } });

/** Neither says whose conversation it is or in which language: tasks are read over shoulders, and named beside the person anyway. */
const TASK_TITLES = { book: 'Book the interpreter', check: 'Check that the interpreter is coming' } as const;
const DAYS_BEFORE = { book: 7, check: 1 } as const;

/** One task at a time: to book it until it is booked, then to check it the day before, then none. */
async function withTask(ctx: Ctx, booking: Booking): Promise<Booking> {
  const wanted = wantedTask(ctx, booking);
  const task = booking.taskId === null ? null : await loadTask(ctx, booking.taskId);
  const open = task?.state === 'open' ? task : null;
  if (open && wanted && open.title === TASK_TITLES[wanted.kind]) {
    if (open.dueOn !== wanted.dueOn) await rescheduleTask(ctx, open.id, wanted.dueOn);
    return booking;
  }
  // Somebody ticked it off: it is not put before them again until the booking stands elsewhere.
  if (
    !open &&
    task &&
    wanted &&
    task.title === TASK_TITLES[wanted.kind] &&
    task.state === 'done' &&
    booking.endedAt === null
  )
    return booking;
  if (open)
    await (booking.state === 'booked' || booking.state === 'attended' ? completeTask : cancelTask)(
      ctx,
      open.id,
    );
  if (!wanted || booking.workerId === null) return { ...booking, taskId: null };
  const added = await addTask(ctx, {
    workerId: open?.workerId ?? booking.workerId,
    personId: booking.personId,
    referralId: booking.referralId,
    kind: 'other',
    title: TASK_TITLES[wanted.kind],
    dueOn: wanted.dueOn,
  });
  // A worker of another team by now: the booking still stands on the list of whoever has the referral.
  return { ...booking, taskId: added.ok ? added.value : null };
}

function wantedTask(ctx: Ctx, booking: Booking): { kind: keyof typeof TASK_TITLES; dueOn: string } | null {
  if (booking.endedAt !== null) return null;
  const kind = booking.state === 'booked' ? 'check' : 'book';
  const today = londonDay(ctx.clock());
  const day = booking.startsAt?.toZonedDateTimeISO(LONDON).toPlainDate() ?? null;
  const due = day?.subtract({ days: DAYS_BEFORE[kind] }).toString() ?? today.toString();
  // Booked for today or tomorrow: the day to check it has gone or is now, and it was confirmed only now.
  if (kind === 'check' && due <= today.toString()) return null;
  return { kind, dueOn: due < today.toString() ? today.toString() : due };
}
