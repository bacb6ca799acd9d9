// Handlers of the question whether a person is known already: joined, told apart, and both undone.
import { z } from 'zod';
import { isUuid, type Outcome } from '#kernel';
import { recordDifferentPeople, undoDifferentPeople } from '#people';
import { type Referral, recordSamePerson, undoSamePerson } from '#referrals';
import { type Answered, notFound, parseForm, type Req, redirect, requiredText } from '#web';
import { showReferral } from './handlers.tsx';
import { openReferral } from './scene.ts';

const form = z.object({ person: requiredText('Choose a record').refine(isUuid, 'Choose a record') });

type Decide = (req: Req, referral: Referral, person: string) => Promise<Outcome<unknown, string>>;

/** A decision about the person that the form names; when it no longer fits, the page says so and nothing is changed. */
const deciding =
  (decide: Decide, notice: string, sentence: string, others: Readonly<Record<string, string>> = {}) =>
  async (req: Req): Promise<Answered> => {
    const referral = await openReferral(req);
    const parsed = parseForm(form, req.body);
    if (!referral || !parsed.ok) return notFound();
    const decided = await decide(req, referral, parsed.value.person);
    if (decided.ok) return redirect(`/triage/${referral.id}`, { notice });
    return showReferral(req, referral, { status: 409, errors: { '': others[decided.reason] ?? sentence } });
  };

export const samePerson = deciding(
  (req, referral, person) => recordSamePerson(req.ctx, referral.id, person),
  'Joined: this referral now belongs to the record that was here. You can undo this.',
  'Somebody else has joined these records in the meantime, or one is gone. Nothing was changed.',
  {
    'another-team':
      'These records belong to different teams, which each see only their own people. Nothing was changed.',
    'has-others':
      'This record has other referrals, or other records joined to it. Join those to it, or undo them first. Nothing was changed.',
  },
);

export const differentPerson = deciding(
  (req, referral, person) => recordDifferentPeople(req.ctx, referral.personId, person),
  'Kept apart: these are two people. You can undo this.',
  'One of these records is gone, or they are one already. Nothing was changed.',
);

export const compareAgain = deciding(
  (req, referral, person) => undoDifferentPeople(req.ctx, referral.personId, person),
  'The two records are compared again.',
  'Somebody else has already undone this. Nothing was changed.',
);

export async function separate(req: Req): Promise<Answered> {
  const referral = await openReferral(req);
  if (!referral) return notFound();
  const separated = await undoSamePerson(req.ctx, referral.id);
  if (separated.ok)
    return redirect(`/triage/${referral.id}`, {
      notice: 'Undone: this referral has its own record again.',
    });
  return showReferral(req, referral, {
    status: 409,
    errors: { '': 'Somebody else has already undone this. Nothing was changed.' },
  });
}
