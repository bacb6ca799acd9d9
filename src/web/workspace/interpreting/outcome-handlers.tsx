// Saying how interpreting went and how good it was, and opening a booking again after a slip.
import { isOpenBooking, recordOutcome, recordQuality, reopenBooking } from '#contacts';
import {
  type Answered,
  bookingHref,
  type FieldErrors,
  type FormInput,
  notFound,
  page,
  type Req,
  redirect,
} from '#web';
import { type BookingScene, openBooking } from './arrange-handlers.tsx';
import { NOTE_NEEDED, outcomeErrors, readOutcome, readQuality } from './outcome-form.ts';
import { OutcomePage, QualityPage } from './outcome-pages.tsx';

const answerOf = (
  found: BookingScene,
  Page: typeof OutcomePage,
  values: FormInput,
  errors?: FieldErrors,
): Answered =>
  page(<Page {...found} values={values} errors={errors} />, {
    status: errors ? 422 : 200,
    subject: { type: 'person', id: found.scene.person.id },
  });

export async function showOutcome(req: Req): Promise<Answered> {
  const found = await openBooking(req);
  if (!found) return notFound();
  return isOpenBooking(found.booking.state)
    ? answerOf(found, OutcomePage, {})
    : redirect(bookingHref(found.booking));
}

export async function keepOutcome(req: Req): Promise<Answered> {
  const found = await openBooking(req);
  if (!found) return notFound();
  const read = readOutcome(req.body);
  if (!read.ok) return answerOf(found, OutcomePage, read.input, read.errors);
  const outcome = await recordOutcome(req.ctx, found.booking.id, read.value);
  if (!outcome.ok) return answerOf(found, OutcomePage, read.input, outcomeErrors(outcome.reason));
  return read.value.kind === 'attended'
    ? redirect(bookingHref(found.booking, '/quality'), {
        notice: 'It is written down that the interpreter came.',
      })
    : redirect(bookingHref(found.booking), { notice: 'It is written down how it went.' });
}

export async function showQuality(req: Req): Promise<Answered> {
  const found = await openBooking(req);
  if (!found) return notFound();
  const { booking } = found;
  if (booking.state !== 'attended') return redirect(bookingHref(booking));
  return answerOf(found, QualityPage, {
    quality: booking.quality ?? '',
    note: booking.qualityNote,
    view: booking.personView,
    'person-words': booking.personWords,
  });
}

export async function keepQuality(req: Req): Promise<Answered> {
  const found = await openBooking(req);
  if (!found) return notFound();
  const read = readQuality(req.body);
  if (!read.ok) return answerOf(found, QualityPage, read.input, read.errors);
  const outcome = await recordQuality(req.ctx, found.booking.id, read.value);
  if (outcome.ok) return redirect(bookingHref(found.booking), { notice: 'Thank you. It is written down.' });
  if (outcome.reason === 'reason-needed')
    return answerOf(found, QualityPage, read.input, { note: NOTE_NEEDED });
  return redirect(bookingHref(found.booking), {
    notice: 'Somebody opened this booking again in the meantime.',
  });
}

export async function reopen(req: Req): Promise<Answered> {
  const found = await openBooking(req);
  if (!found) return notFound();
  const outcome = await reopenBooking(req.ctx, found.booking.id);
  return redirect(bookingHref(found.booking), {
    notice: outcome.ok ? 'The booking is open again.' : 'The booking was open already.',
  });
}
