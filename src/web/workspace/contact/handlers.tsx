// Recording a contact: the form as it is opened, and what happens when it is sent.
import { type ContactRefusal, recordContact } from '#contacts';
import { isUuid, LONDON } from '#kernel';
import { type LinkWorker, loadOpenTasksOfPerson, loadWorkers } from '#link-workers';
import { loadReferralsOfPerson } from '#referrals';
import {
  type Answered,
  type FieldErrors,
  type FormInput,
  notFound,
  page,
  type Req,
  redirect,
  textOf,
} from '#web';
import { dueErrors } from '../form/day.ts';
import { bookingFor, bookingInHand, contactInput, endWithContact } from '../interpreting/for-contact.ts';
import { factOf } from '../person/words.ts';
import { isOpen, openPerson, type PersonScene, personHref, pickReferral } from '../scene.ts';
import { accountIdOf } from '../words.ts';
import { REASON_NEEDED, readContact } from './contact-form.ts';
import { ContactPage } from './contact-page.tsx';

export async function showForm(req: Req): Promise<Answered> {
  const scene = await openPerson(req);
  if (!scene) return notFound();
  const booking = await bookingFor(req, scene.person.id, req.query.booking ?? '');
  const known = booking ? contactInput(booking, req.ctx.clock()) : {};
  return form(req, scene, { ...opened(req, scene), ...known });
}

/** What is filled in before anybody types: today, now, and what is known of interpreting. */
function opened(req: Req, scene: PersonScene): FormInput {
  const now = req.ctx.clock().toZonedDateTimeISO(LONDON);
  const interpreter = factOf(scene.person, 'interpreter');
  const needed = interpreter?.status === 'answered' ? interpreter.value : null;
  const spoken = scene.person.languages.find(language => language.use === 'speaks');
  return {
    form: req.ctx.newId(),
    when: 'today',
    time: now.toPlainTime().toString({ smallestUnit: 'minute' }),
    ...(needed === false ? { interpreting: 'not_needed' } : {}),
    ...(needed === true && spoken ? { 'interpreter-language': spoken.label } : {}),
    'next-kind': 'follow_up',
    worker: scene.referral?.workerId ?? '',
  };
}

async function form(
  req: Req,
  scene: PersonScene,
  values: FormInput,
  errors?: FieldErrors,
): Promise<Answered> {
  const [tasks, workers, booked] = await Promise.all([
    loadOpenTasksOfPerson(req.ctx, scene.person.id),
    choosesWorker(req) ? loadWorkers(req.ctx) : Promise.resolve<LinkWorker[]>([]),
    bookingInHand(req, scene.person.id),
  ]);
  const known = { scene, tasks, workers, booked };
  return page(<ContactPage {...known} values={values} errors={errors} />, {
    status: errors ? 422 : 200,
    subject: { type: 'person', id: scene.person.id },
  });
}

const choosesWorker = ({ actor }: Req): boolean => actor.kind === 'staff' && actor.role === 'manager';

/** Recorded without opening the whole record, which is only read when the form has to be shown again. */
export async function record(req: Req): Promise<Answered> {
  const personId = req.params.person ?? '';
  if (!isUuid(personId)) return notFound();
  const read = readContact(req.body, req.ctx.clock());
  if (!read.ok) return formAgain(req, read.input, read.errors);
  const workerId = choosesWorker(req) ? textOf(read.input, 'worker') : accountIdOf(req.actor);
  if (!isUuid(workerId)) return formAgain(req, read.input, errorsOf('not-found'));
  const referrals = await loadReferralsOfPerson(req.ctx, personId);
  const referral = pickReferral(referrals, req.query.referral, req.actor);
  const referralId = isOpen(referral) ? referral.id : null;
  const form = textOf(read.input, 'form');
  const formId = isUuid(form) ? form : null;
  const outcome = await recordContact(req.ctx, { ...read.value, formId, personId, referralId, workerId });
  if (!outcome.ok) return formAgain(req, read.input, errorsOf(outcome.reason));
  const booking = await bookingFor(req, personId, textOf(read.input, 'booking'));
  if (booking) {
    const onward = await endWithContact(req, booking, { ...read.value, contactId: outcome.value.contactId });
    return redirect(onward, { notice: 'The contact is recorded.' });
  }
  const notice = outcome.value.nextTaskId
    ? 'The contact is recorded and the next step is on the list.'
    : 'The contact is recorded.';
  return redirect(personHref({ person: { id: personId }, referrals, referral }), { notice });
}

async function formAgain(req: Req, input: FormInput, errors: FieldErrors): Promise<Answered> {
  const scene = await openPerson(req);
  return scene ? form(req, scene, input, errors) : notFound();
}

function errorsOf(reason: ContactRefusal): FieldErrors {
  switch (reason) {
    case 'in-the-future':
      return { time: 'This time has not come yet. Enter when the contact started' };
    case 'too-long-ago':
      return { 'when-on': 'This is more than five years ago. Check the year' };
    case 'minutes-out-of-range':
      return { minutes: 'Enter how many minutes it took, from 0 to 1440' };
    case 'reason-needed':
      return { 'interpreter-reason': REASON_NEEDED };
    case 'not-found':
      return { worker: 'Choose the link worker who was in contact' };
    case 'due-in-the-past':
    case 'due-too-far':
      return dueErrors('next', reason);
  }
}
