// The register of one meeting: opened, filled in at the door, corrected afterwards, and printed to be filled in by hand.
import {
  ABSENCE_REASON_KEYS,
  type Entry,
  type ExpectedPerson,
  keepRegister,
  loadCorrections,
  loadExpected,
  MARK_KEYS,
  MOST_GUESTS,
  type RegisterRefusal,
} from '#groups';
import { asciiDigits } from '#kernel';
import {
  type Answered,
  type FieldErrors,
  type FormInput,
  notFound,
  page,
  type Req,
  readInput,
  redirect,
  textOf,
} from '#web';
import { openSession, type SessionScene, subjectOf } from '../scene.ts';
import { sessionHref } from '../words.ts';
import { BlankRegister } from './blank-register.tsx';
import { markField, reasonField } from './fields.ts';
import { RegisterPage } from './register-page.tsx';

export async function showRegister(req: Req): Promise<Answered> {
  const scene = await openSession(req);
  if (!scene) return notFound();
  return answer(req, scene, null, {});
}

async function answer(
  req: Req,
  scene: SessionScene,
  typed: FormInput | null,
  { errors, status }: { readonly errors?: FieldErrors; readonly status?: number },
): Promise<Answered> {
  const [people, corrections] = await Promise.all([
    loadExpected(req.ctx, scene.session),
    loadCorrections(req.ctx, scene.session),
  ]);
  const kept = Object.fromEntries([
    ...people.flatMap(person => [
      [markField(person), person.mark ?? ''],
      [reasonField(person), person.reason ?? ''],
    ]),
    ['guests', String(scene.session.guests)],
  ]);
  const body = (
    <RegisterPage
      scene={scene}
      people={people}
      corrections={corrections}
      values={{ ...kept, ...typed }}
      errors={errors}
      now={req.ctx.clock()}
    />
  );
  return page(body, { status: status ?? (errors ? 422 : 200), subject: subjectOf(scene.group) });
}

export async function keep(req: Req): Promise<Answered> {
  const scene = await openSession(req);
  if (!scene) return notFound();
  const input = readInput(req.body);
  const people = await loadExpected(req.ctx, scene.session);
  const everybody = textOf(input, 'act') === 'everybody';
  const guests = asciiDigits(textOf(input, 'guests')).trim();
  const outcome = await keepRegister(req.ctx, scene.session.id, {
    entries: people.flatMap(person => entryOf(input, person, everybody)),
    guests: guests === '' ? 0 : /^\d{1,4}$/.test(guests) ? Number(guests) : Number.NaN,
    version: Number(textOf(input, 'version')),
  });
  if (!outcome.ok) return refusal(req, scene, input, outcome.reason);
  const { unmarked } = outcome.value;
  return redirect(sessionHref(scene.session), {
    notice:
      unmarked === 0
        ? 'The register is kept. Nobody is missing from it.'
        : `The register is kept. ${unmarked === 1 ? '1 person is' : `${unmarked} people are`} not marked yet.`,
  });
}

/** `everybody` marks those of whom nothing is said yet. */
function entryOf(input: FormInput, person: ExpectedPerson, everybody: boolean): Entry[] {
  const said = MARK_KEYS.find(mark => mark === textOf(input, markField(person)));
  const mark = said ?? (everybody ? (person.mark ?? 'present') : null);
  if (mark === null) return [];
  const reason = ABSENCE_REASON_KEYS.find(each => each === textOf(input, reasonField(person))) ?? null;
  return [{ personId: person.personId, mark, reason }];
}

async function refusal(
  req: Req,
  scene: SessionScene,
  input: FormInput,
  reason: RegisterRefusal,
): Promise<Answered> {
  switch (reason) {
    case 'not-found':
      return notFound();
    case 'called-off':
      return redirect(sessionHref(scene.session), { notice: 'This meeting was called off.' });
    case 'not-yet':
      return answer(req, scene, input, {
        errors: { '': 'This day has not come yet. Until then you can only mark who sent word' },
      });
    case 'changed-meanwhile':
      // What the other kept is shown, so that nothing of it is written over unseen.
      return answer(req, scene, null, {
        errors: {
          '': 'Somebody else saved this register in the meantime. This is what they kept: add what is missing',
        },
        status: 409,
      });
    case 'guests-out-of-range':
      return answer(req, scene, input, {
        errors: { guests: `Enter how many guests came, from 0 to ${MOST_GUESTS}` },
      });
    case 'nothing-marked':
      return answer(req, scene, input, {
        errors: { '': 'Mark somebody first, or use “Everybody was here”' },
      });
  }
}

export async function showBlank(req: Req): Promise<Answered> {
  const scene = await openSession(req);
  if (!scene) return notFound();
  const people = await loadExpected(req.ctx, scene.session);
  return page(<BlankRegister scene={scene} people={people} />, { subject: subjectOf(scene.group) });
}
