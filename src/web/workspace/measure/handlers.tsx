// Handlers of measures: asked at the start and at the end, and declared void when taken by mistake.
import { z } from 'zod';
import { isUuid } from '#kernel';
import {
  findMeasure,
  loadResponse,
  loadResponses,
  type Measure,
  type MeasureResponse,
  type Point,
  takeMeasure,
  voidMeasure,
} from '#outcomes';
import {
  type Answered,
  type FieldErrors,
  type FormInput,
  notFound,
  page,
  parseForm,
  type Req,
  redirect,
  requiredText,
} from '#web';
import { dayInput } from '../form/day.ts';
import { isOpen, openPerson, openRecord, type PersonScene, personHref } from '../scene.ts';
import { readMeasure } from './measure-form.ts';
import { MeasurePage, VoidPage } from './measure-pages.tsx';
import type { Onward } from './onward.ts';

type Asked = {
  readonly scene: PersonScene;
  readonly measure: Measure;
  readonly point: Point;
  readonly onward: Onward;
};

async function openMeasure(req: Req): Promise<Asked | null> {
  const scene = await openPerson(req);
  const measure = findMeasure('ons4');
  const { point } = req.params;
  if (!scene || !measure || !isOpen(scene.referral) || (point !== 'start' && point !== 'end')) return null;
  return { scene, measure, point, onward: req.query.onward === 'close' ? 'close' : 'record' };
}

const hrefAfter = ({ scene, onward }: Asked): string =>
  onward === 'close' ? personHref(scene, '/close') : `${personHref(scene)}#measures`;

const measurePage = (asked: Asked, values: FormInput, errors?: FieldErrors): Answered =>
  page(<MeasurePage {...asked} values={values} errors={errors} />, {
    status: errors ? 422 : 200,
    subject: { type: 'person', id: asked.scene.person.id },
  });

const TAKEN =
  'These questions were answered already. Declare the earlier answers void first if they should not count.';

export async function showMeasure(req: Req): Promise<Answered> {
  const asked = await openMeasure(req);
  if (!asked?.scene.referral) return notFound();
  const responses = await loadResponses(req.ctx, asked.scene.referral.id);
  const stands = responses.some(
    one => one.measure === asked.measure.key && one.point === asked.point && one.voidedAt === null,
  );
  if (stands) return redirect(hrefAfter(asked), { notice: TAKEN });
  return measurePage(asked, {
    language: 'English',
    'answered-by': 'person',
    ...dayInput('taken', asked.scene.today),
  });
}

export async function keepMeasure(req: Req): Promise<Answered> {
  const asked = await openMeasure(req);
  if (!asked?.scene.referral) return notFound();
  const { scene, measure, point } = asked;
  const read = readMeasure(req.body, measure);
  if (!read.ok) return measurePage(asked, read.input, read.errors);
  const { birthDate } = scene.person;
  const outcome = await takeMeasure(req.ctx, {
    ...read.value,
    point,
    measure: measure.key,
    personId: scene.person.id,
    referralId: asked.scene.referral.id,
    birthDate: birthDate.status === 'answered' ? birthDate.value : null,
  });
  if (outcome.ok) return redirect(hrefAfter(asked), { notice: 'The answers are kept.' });
  switch (outcome.reason) {
    case 'not-found':
    case 'not-a-measure':
      return notFound();
    case 'already-taken':
      return redirect(hrefAfter(asked), { notice: TAKEN });
    case 'someone-else-answered':
      return measurePage(asked, read.input, {
        'answered-by': 'Only the person can say how they feel. Leave the questions for another day',
      });
    case 'too-young':
      return measurePage(asked, read.input, {
        '': `These questions are for people of ${measure.minimumAge} and over`,
      });
    case 'in-the-future':
      return measurePage(asked, read.input, {
        taken: 'This day has not come yet. Enter the day the questions were answered',
      });
    case 'out-of-range':
    case 'unknown-item':
      return measurePage(asked, read.input, { '': 'Choose a number from 0 to 10 for each question' });
  }
}

type Voiding = { readonly scene: PersonScene; readonly response: MeasureResponse };

async function openVoid(req: Req): Promise<Voiding | null> {
  const id = req.params.response ?? '';
  const response = isUuid(id) ? await loadResponse(req.ctx, id) : null;
  const scene = response && (await openRecord(req, response.personId, response.referralId));
  return scene && response ? { scene, response } : null;
}

const voidPage = (found: Voiding, values: FormInput, errors?: FieldErrors): Answered =>
  page(<VoidPage {...found} values={values} errors={errors} />, {
    status: errors ? 422 : 200,
    subject: { type: 'person', id: found.scene.person.id },
  });

export async function confirmVoid(req: Req): Promise<Answered> {
  const found = await openVoid(req);
  return found && found.response.voidedAt === null ? voidPage(found, {}) : notFound();
}

export async function keepVoid(req: Req): Promise<Answered> {
  const found = await openVoid(req);
  if (!found) return notFound();
  const parsed = parseForm(z.object({ reason: requiredText(WHY, { max: 500 }) }), req.body);
  if (!parsed.ok) return voidPage(found, parsed.input, parsed.errors);
  const outcome = await voidMeasure(req.ctx, found.response.id, parsed.value.reason);
  if (!outcome.ok && outcome.reason === 'not-found') return notFound();
  if (!outcome.ok && outcome.reason === 'reason-needed')
    return voidPage(found, parsed.input, { reason: WHY });
  const notice = outcome.ok ? 'The answers were declared void.' : 'These answers were void already.';
  return redirect(`${personHref(found.scene)}#measures`, { notice });
}

const WHY = 'Say why these answers should not count';
