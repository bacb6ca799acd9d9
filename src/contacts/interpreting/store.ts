// All SQL of the interpreter_bookings table.
import { sql } from 'kysely';
import type { Temporal } from 'temporal-polyfill';
import { type Ctx, organisationOf } from '#database';
import { type AccountId, instantOf, type PersonId } from '#kernel';
import type { Booking, BookingId } from './booking.ts';

const timeOf = (instant: Temporal.Instant | null): string | null => instant?.toString() ?? null;

const columnsOf = (booking: Booking) => ({
  state: booking.state,
  role: booking.role,
  language: booking.language,
  dialect: booking.dialect,
  sex_wished: booking.sexWished,
  mode: booking.mode,
  starts_at: timeOf(booking.startsAt),
  talk_minutes: booking.talkMinutes,
  booked_minutes: booking.bookedMinutes,
  provider: booking.provider,
  provider_reference: booking.providerReference,
  place: booking.place,
  requested_at: timeOf(booking.requestedAt),
  booked_at: timeOf(booking.bookedAt),
  ended_at: timeOf(booking.endedAt),
  sex_given: booking.sexGiven,
  not_attended_because: booking.notAttendedBecause,
  none_because: booking.noneBecause,
  reason: booking.reason,
  instead: booking.instead,
  relation: booking.relation,
  relative_is_adult: booking.relativeIsAdult,
  quality: booking.quality,
  quality_note: booking.qualityNote,
  person_view: booking.personView,
  person_words: booking.personWords,
  contact_id: booking.contactId,
  task_id: booking.taskId,
  version: booking.version,
  updated_at: booking.updatedAt.toString(),
});

/** Kept only when the actor may see the person and the referral, if one is named, is that person's. Says whether it was. */
export async function insertBooking(ctx: Ctx, booking: Booking, neededBy: AccountId): Promise<boolean> {
  const organisation = organisationOf(ctx.actor);
  const { rows } = await sql<{ fits: boolean }>`
    select true as fits from people p where p.organisation_id = ${organisation}::uuid and p.id = ${booking.personId}::uuid
      and (${booking.referralId}::uuid is null or exists (select 1 from referrals r where r.organisation_id = p.organisation_id
        and r.id = ${booking.referralId}::uuid and r.person_id = p.id))
      and (${booking.workerId}::uuid is null or exists (select 1 from link_workers w where w.organisation_id = p.organisation_id
        and w.account_id = ${booking.workerId}::uuid))`.execute(ctx.tx);
  if (rows.length === 0) return false;
  await ctx.tx
    .insertInto('interpreter_bookings')
    .values({
      organisation_id: organisation,
      id: booking.id,
      person_id: booking.personId,
      referral_id: booking.referralId,
      worker_id: booking.workerId,
      needed_at: booking.neededAt.toString(),
      needed_by: neededBy,
      ...columnsOf(booking),
    })
    .execute();
  return true;
}

export async function saveBooking(ctx: Ctx, booking: Booking): Promise<void> {
  await ctx.tx
    .updateTable('interpreter_bookings')
    .set(columnsOf(booking))
    .where('organisation_id', '=', organisationOf(ctx.actor))
    .where('id', '=', booking.id)
    .execute();
}

const bookingRows = (ctx: Ctx) =>
  ctx.tx
    .selectFrom('interpreter_bookings as b')
    .selectAll('b')
    .where('b.organisation_id', '=', organisationOf(ctx.actor));

/** A booking the actor may see, or null. `forUpdate` holds it until the transaction ends. */
export async function loadBooking(
  ctx: Ctx,
  id: BookingId,
  { forUpdate = false } = {},
): Promise<Booking | null> {
  const query = bookingRows(ctx).where('b.id', '=', id);
  const row = await (forUpdate ? query.forUpdate() : query).executeTakeFirst();
  return row ? toBooking(row) : null;
}

export const BOOKINGS_A_PAGE = 20;

type PageAsked = { readonly page?: number; readonly pageSize?: number };
export type BookingPage = { readonly bookings: readonly Booking[]; readonly total: number };

/** Of a person and of records joined to theirs: open ones first, the soonest first; then those that ended, the newest first. */
export async function loadBookingsOfPerson(
  ctx: Ctx,
  personId: PersonId,
  { page = 1, pageSize = BOOKINGS_A_PAGE }: PageAsked = {},
): Promise<BookingPage> {
  const organisation = organisationOf(ctx.actor);
  const rows = await bookingRows(ctx)
    .select(sql<number>`count(*) over ()`.as('total'))
    .where(
      sql<boolean>`b.person_id in (select p.id from people p where p.organisation_id = ${organisation}::uuid
        and (p.id = ${personId}::uuid or p.merged_into = ${personId}::uuid))`,
    )
    .orderBy(sql`b.ended_at desc nulls first`)
    .orderBy(sql`b.starts_at asc nulls first`)
    .orderBy('b.id')
    .limit(pageSize)
    .offset((page - 1) * pageSize)
    .execute();
  return { bookings: rows.map(toBooking), total: rows[0]?.total ?? 0 };
}

export type ListedBooking = Booking & { readonly personName: string };
export type WorkerBookings = {
  /** Not booked yet, those without a day first, then the soonest. */
  readonly toBook: readonly ListedBooking[];
  readonly upcoming: readonly ListedBooking[];
  /** Their time has come and nobody said how it went. */
  readonly toRecord: readonly ListedBooking[];
  /** More than could be read at once are still open. */
  readonly more: boolean;
};

const MOST_OPEN = 500;

/** Open bookings of those whose link worker this is now; bookings of a referral go with it to another worker. */
export async function loadBookingsOfWorker(ctx: Ctx, workerId: AccountId): Promise<WorkerBookings> {
  const organisation = organisationOf(ctx.actor);
  const rows = await bookingRows(ctx)
    .innerJoin('people as p', join =>
      join.onRef('p.organisation_id', '=', 'b.organisation_id').onRef('p.id', '=', 'b.person_id'),
    )
    .select('p.display_name')
    .where('b.ended_at', 'is', null)
    .where(
      sql<boolean>`coalesce((select r.worker_id from referrals r where r.organisation_id = ${organisation}::uuid and r.id = b.referral_id),
        b.worker_id) = ${workerId}::uuid`,
    )
    .orderBy(sql`b.starts_at asc nulls first`)
    .orderBy('b.id')
    .limit(MOST_OPEN + 1)
    .execute();
  const now = ctx.clock().epochMilliseconds;
  const open = rows.slice(0, MOST_OPEN).map(row => ({ ...toBooking(row), personName: row.display_name }));
  const isPast = (booking: Booking): boolean =>
    booking.startsAt !== null && booking.startsAt.epochMilliseconds <= now;
  return {
    toBook: open.filter(booking => booking.state !== 'booked' && !isPast(booking)),
    upcoming: open.filter(booking => booking.state === 'booked' && !isPast(booking)),
    toRecord: open.filter(isPast),
    more: rows.length > MOST_OPEN,
  };
}

type Row = Awaited<ReturnType<ReturnType<typeof bookingRows>['execute']>>[number];

const given = (date: Date | null): Temporal.Instant | null => (date === null ? null : instantOf(date));

/** The words of a state, a role and so on are held to their lists by the table's own checks. */
const toBooking = (row: Row): Booking => ({
  id: row.id,
  personId: row.person_id,
  referralId: row.referral_id,
  workerId: row.worker_id,
  state: row.state as Booking['state'],
  role: row.role as Booking['role'],
  language: row.language,
  dialect: row.dialect,
  sexWished: row.sex_wished as Booking['sexWished'],
  mode: row.mode as Booking['mode'],
  startsAt: given(row.starts_at),
  talkMinutes: row.talk_minutes,
  bookedMinutes: row.booked_minutes,
  place: row.place,
  provider: row.provider,
  providerReference: row.provider_reference,
  sexGiven: row.sex_given as Booking['sexGiven'],
  neededAt: instantOf(row.needed_at),
  requestedAt: given(row.requested_at),
  bookedAt: given(row.booked_at),
  endedAt: given(row.ended_at),
  notAttendedBecause: row.not_attended_because as Booking['notAttendedBecause'],
  noneBecause: row.none_because as Booking['noneBecause'],
  reason: row.reason,
  instead: row.instead,
  relation: row.relation,
  relativeIsAdult: row.relative_is_adult,
  quality: row.quality as Booking['quality'],
  qualityNote: row.quality_note,
  personView: row.person_view as Booking['personView'],
  personWords: row.person_words,
  contactId: row.contact_id,
  taskId: row.task_id,
  version: row.version,
  updatedAt: instantOf(row.updated_at),
});
