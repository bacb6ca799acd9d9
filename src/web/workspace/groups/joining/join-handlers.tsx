// Offering a group and what comes of it: a place, the waiting list, or a no that is kept as such.
import { z } from 'zod';
import {
  brokenOnly,
  DIFFERENCE_KINDS,
  declineGroup,
  type Group,
  type Joined,
  type JoinRefusal,
  joinGroup,
  loadGroup,
} from '#groups';
import { isUuid } from '#kernel';
import { placeOfStep } from '#plans';
import {
  type Answered,
  choice,
  type FieldErrors,
  type FormInput,
  listOf,
  notFound,
  optionalText,
  page,
  parseForm,
  type Req,
  redirect,
  textOf,
} from '#web';
import { isOpen, openPerson, type PersonScene } from '../../scene.ts';
import { JoinPage } from './join-page.tsx';

type Opened = { readonly scene: PersonScene; readonly group: Group };

async function open(req: Req): Promise<Opened | null> {
  const scene = await openPerson(req);
  const id = req.params.group ?? '';
  const group = scene && isUuid(id) ? await loadGroup(req.ctx, id) : null;
  return scene && group ? { scene, group } : null;
}

const form = ({ scene, group }: Opened, step: string, values: FormInput, errors?: FieldErrors): Answered =>
  page(<JoinPage scene={scene} group={group} step={step} values={values} errors={errors} />, {
    status: errors ? 422 : 200,
    subject: { type: 'person', id: scene.person.id },
  });

/** Only a step of this person: another's id in an address is as good as none. */
async function stepOf(req: Req, { scene }: Opened, asked: string): Promise<string> {
  const place = isUuid(asked) ? await placeOfStep(req.ctx, asked) : null;
  return place?.personId === scene.person.id ? asked : '';
}

export async function showJoin(req: Req): Promise<Answered> {
  const opened = await open(req);
  if (!opened) return notFound();
  return form(opened, await stepOf(req, opened, req.query.step ?? ''), { want: '' });
}

const WANTS = ['place', 'creche', 'interpreter', 'other', 'declined'] as const;
const fields = z.object({
  want: choice(WANTS, 'Choose what they want'),
  note: optionalText({ max: 500 }),
});

export async function join(req: Req): Promise<Answered> {
  const opened = await open(req);
  if (!opened) return notFound();
  const { scene, group } = opened;
  const parsed = parseForm(fields, req.body);
  const { input } = parsed;
  const step = await stepOf(req, opened, textOf(input, 'step'));
  if (!parsed.ok) return form(opened, step, input, parsed.errors);
  const { want, note } = parsed.value;
  const referralId = isOpen(scene.referral) ? scene.referral.id : null;
  const about = { groupId: group.id, personId: scene.person.id, referralId };
  if (want === 'declined') {
    const declined = await declineGroup(req.ctx, about);
    if (!declined.ok) return notFound();
    return redirect(`/people/${scene.person.id}/groups`, {
      notice: 'It is kept that this group was offered and they did not want it.',
    });
  }
  if (want === 'other' && note === '') return form(opened, step, input, { note: 'Say what they wait for' });
  const outcome = await joinGroup(req.ctx, {
    ...about,
    stepId: step === '' ? null : step,
    agreed: DIFFERENCE_KINDS.filter(kind => listOf(input, 'agreed').includes(kind)),
    belongs: textOf(input, 'belongs') === 'yes',
    softens: textOf(input, 'softens') === 'yes',
    waitFor: want === 'place' ? null : want,
    note,
  });
  if (outcome.ok) {
    const next = step === '' ? 'groups' : `plan#step-${step}`;
    return redirect(`/people/${scene.person.id}/${next}`, { notice: noticeOf(outcome.value) });
  }
  return answer(opened, step, input, outcome.reason);
}

const noticeOf = ({ waiting }: Joined): string =>
  waiting === null
    ? 'They have a place.'
    : `They are on the waiting list, number ${waiting.nth}.${waiting.because === 'full' ? ' The group is full.' : ''}`;

function answer(opened: Opened, step: string, input: FormInput, reason: JoinRefusal): Answered {
  const { scene, group } = opened;
  switch (reason) {
    case 'not-found':
      return notFound();
    case 'group-ended':
      return redirect(`/people/${scene.person.id}/groups`, { notice: 'This group has ended.' });
    case 'there-already':
      return redirect(`/people/${scene.person.id}/groups`, {
        notice: 'They have a place in this group already, or wait for one.',
      });
    case 'only-kept': {
      const only = brokenOnly(scene.person, group) ?? 'women';
      return form(opened, step, input, {
        softens: `They said only groups for ${only}. Tick this if they say now that this group is all right, or look for another`,
      });
    }
    case 'ask-whether-it-is-theirs':
      return form(opened, step, input, {
        belongs: `This group is for ${group.who}. Ask whether it is right for them`,
      });
    case 'ask-about-differences':
      return form(opened, step, input, {
        agreed:
          'Ask about each of these, and tick what they agree to. If they do not agree, choose another group',
      });
  }
}
