// Asking for an interpreter and booking one: the forms as they are opened, and what happens when they are sent.
import {
  arrangeBooking,
  askForInterpreter,
  type Booking,
  isOpenBooking,
  loadBooking,
  SEX_WISHES,
} from '#contacts';
import { loadGroup, loadSession } from '#groups';
import { isUuid, LONDON } from '#kernel';
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
import { dayInput } from '../form/day.ts';
import { factOf } from '../person/words.ts';
import { isOpen, openPerson, openRecord, type PersonScene, workerFor } from '../scene.ts';
import { arrangementErrors, inputOf, isPast, readArrangement } from './arrange-form.ts';
import { ArrangePage } from './arrange-page.tsx';

export type BookingScene = { readonly scene: PersonScene; readonly booking: Booking };

/** The booking an address names with its person, or null when there is none for this reader. */
export async function openBooking(req: Req): Promise<BookingScene | null> {
  const id = req.params.booking ?? '';
  const booking = isUuid(id) ? await loadBooking(req.ctx, id) : null;
  const scene = booking ? await openRecord(req, booking.personId, booking.referralId ?? undefined) : null;
  return booking && scene ? { scene, booking } : null;
}

const USUAL_TALK = '30';

/** What is known of the person already: their language, what they said about a woman or a man. */
function opened({ person }: PersonScene): FormInput {
  const spoken = person.languages.filter(language => language.use === 'speaks');
  const sex = factOf(person, 'preference_worker_sex');
  const wished = sex?.status === 'answered' ? String(sex.value) : 'not_asked';
  return {
    language: (spoken.find(language => language.preferred) ?? spoken[0])?.label ?? '',
    role: 'interpreter',
    sex: Object.hasOwn(SEX_WISHES, wished) ? wished : 'not_asked',
    talk: USUAL_TALK,
  };
}

const form = (
  scene: PersonScene,
  booking: Booking | null,
  values: FormInput,
  errors?: FieldErrors,
): Answered =>
  page(<ArrangePage scene={scene} booking={booking} values={values} errors={errors} />, {
    status: errors ? 422 : 200,
    subject: { type: 'person', id: scene.person.id },
  });

export async function showAsk(req: Req): Promise<Answered> {
  const scene = await openPerson(req);
  if (!scene) return notFound();
  return form(scene, null, { ...opened(scene), ...(await forMeeting(req)) });
}

/** Asked for from a meeting of a group: its day, time and place. A booking is still one person's. */
async function forMeeting(req: Req): Promise<FormInput> {
  const id = req.query.session ?? '';
  const session = isUuid(id) ? await loadSession(req.ctx, id) : null;
  const group = session ? await loadGroup(req.ctx, session.groupId) : null;
  if (!session || !group) return {};
  const at = session.startsAt.toZonedDateTimeISO(LONDON);
  return {
    ...dayInput('on', at.toPlainDate()),
    time: at.toPlainTime().toString({ smallestUnit: 'minute' }),
    talk: String(session.minutes),
    // An interpreter stays for as long as the group meets: nothing is said twice to everybody.
    booked: String(session.minutes),
    mode: group.online ? 'video' : 'face_to_face',
    place: group.confidential ? '' : (group.address ?? ''),
  };
}

export async function ask(req: Req): Promise<Answered> {
  const scene = await openPerson(req);
  if (!scene) return notFound();
  const read = readArrangement(req.body);
  if (!read.ok) return form(scene, null, read.input, read.errors);
  const { standing: _, provider: __, providerReference: ___, sexGiven: ____, ...wishes } = read.value;
  if (isPast(wishes.startsAt, req.ctx.clock()))
    return form(scene, null, read.input, {
      on: 'This time has passed. Enter one to come, or record the contact',
    });
  const outcome = await askForInterpreter(req.ctx, {
    ...wishes,
    personId: scene.person.id,
    referralId: isOpen(scene.referral) ? scene.referral.id : null,
    workerId: workerFor(req, scene),
  });
  if (!outcome.ok) return form(scene, null, read.input, arrangementErrors(outcome.reason));
  return redirect(bookingHref({ id: outcome.value }), {
    notice: 'An interpreter is asked for. Book one next: it is on the list until it is booked.',
  });
}

export async function showBook(req: Req): Promise<Answered> {
  const found = await openBooking(req);
  if (!found) return notFound();
  const { scene, booking } = found;
  if (!isOpenBooking(booking.state)) return redirect(bookingHref(booking));
  return form(scene, booking, inputOf(booking));
}

const NOTICES = {
  needed: 'The booking is changed.',
  requested: 'It is written down that a provider was asked.',
  booked: 'The interpreter is booked.',
} as const;

export async function book(req: Req): Promise<Answered> {
  const found = await openBooking(req);
  if (!found) return notFound();
  const { scene, booking } = found;
  const read = readArrangement(req.body);
  if (!read.ok) return form(scene, booking, read.input, read.errors);
  const outcome = await arrangeBooking(req.ctx, booking.id, read.value);
  if (!outcome.ok) return form(scene, booking, read.input, arrangementErrors(outcome.reason));
  return redirect(bookingHref(booking), { notice: NOTICES[read.value.standing] });
}
