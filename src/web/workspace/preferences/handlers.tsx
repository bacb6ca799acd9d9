// Handlers of the ledger of preferences: reading it, and saying what was given and why not.
import type { ReactElement } from 'react';
import {
  askedOf,
  GIVEN,
  isWish,
  loadChoices,
  loadLedger,
  loadNewestOutcomes,
  NOT_KNOWN,
  PREFERENCE_KINDS,
  type PreferenceKind,
  recordGiven,
  WHY_NOT,
  WHY_NOT_KEYS,
} from '#people';
import { Bdi, Form, InsetText, Layout, PageHeading, RadiosField, SubmitButton, TextAreaField } from '#ui';
import {
  type Answered,
  type FieldErrors,
  type FormInput,
  notFound,
  page,
  pageNumber,
  type Req,
  type Route,
  readInput,
  redirect,
  textOf,
} from '#web';
import { isOpen, openPerson, type PersonScene, personHref } from '../scene.ts';
import { LedgerPage } from './ledger-page.tsx';
import { askedWords, KIND_WORDS } from './words.ts';

export async function showLedger(req: Req): Promise<Answered> {
  const scene = await openPerson(req);
  if (!scene) return notFound();
  const at = pageNumber(req);
  const { person, referral } = scene;
  const [history, newest, choices] = await Promise.all([
    loadLedger(req.ctx, person.id, { page: at }),
    referral ? loadNewestOutcomes(req.ctx, referral.id) : [],
    referral ? loadChoices(req.ctx, referral.id) : [],
  ]);
  const body = <LedgerPage scene={scene} newest={newest} choices={choices} history={history} page={at} />;
  return page(body, { subject: { type: 'person', id: person.id } });
}

type Opened = { readonly kind: PreferenceKind; readonly values: FormInput; readonly errors?: FieldErrors };

const formPage = (scene: PersonScene, opened: Opened): Answered =>
  page(<GivenPage scene={scene} {...opened} />, {
    status: opened.errors ? 422 : 200,
    subject: { type: 'person', id: scene.person.id },
  });

const showGiven =
  (kind: PreferenceKind) =>
  async (req: Req): Promise<Answered> => {
    const scene = await openPerson(req);
    if (!scene || !isOpen(scene.referral)) return notFound();
    const newest = await loadNewestOutcomes(req.ctx, scene.referral.id);
    const given = newest.find(each => each.kind === kind && each.step === 'given');
    const values = given
      ? { what: given.what, reason: given.reason ?? '', note: given.note }
      : { what: '', reason: '', note: '' };
    return formPage(scene, { kind, values });
  };

const LONGEST_NOTE = 1000;

const keepGiven =
  (kind: PreferenceKind) =>
  async (req: Req): Promise<Answered> => {
    const scene = await openPerson(req);
    if (!scene || !isOpen(scene.referral)) return notFound();
    const values = readInput(req.body);
    const reason = WHY_NOT_KEYS.find(key => key === textOf(values, 'reason')) ?? null;
    const note = textOf(values, 'note');
    const again = (errors: FieldErrors) => formPage(scene, { kind, values, errors });
    if (note.length > LONGEST_NOTE) return again({ note: 'Write no more than 1000 characters' });
    const about = { personId: scene.person.id, referralId: scene.referral.id };
    const kept = await recordGiven(req.ctx, about, { kind, what: textOf(values, 'what'), reason, note });
    if (kept.ok) return redirect(personHref(scene, '/ledger'), { notice: 'What was given is kept.' });
    switch (kept.reason) {
      case 'not-found':
        return notFound();
      case 'not-an-answer':
        return again({ what: 'Choose what was given' });
      case 'reason-needed':
        return again({ reason: 'Say why it was not as they asked' });
      case 'note-needed':
        return again({ note: 'Say what the other reason is' });
    }
  };

type GivenProps = Opened & { readonly scene: PersonScene };

const GivenPage = ({ scene, kind, values, errors }: GivenProps): ReactElement => {
  const asked = askedOf(scene.person.facts, kind);
  return (
    <Layout title={`What was given: ${KIND_WORDS[kind]}`} back={personHref(scene, '/ledger')} errors={errors}>
      <PageHeading caption={<Bdi>{scene.person.displayName}</Bdi>}>
        What was given: {KIND_WORDS[kind]}
      </PageHeading>
      <InsetText>
        <p>
          They asked for: {askedWords(kind, asked)}.
          {isWish(kind, asked) ? '' : ' What was given can be written down all the same.'}
        </p>
      </InsetText>
      <Form action={personHref(scene, `/ledger/${kind}`)} values={values} errors={errors}>
        <RadiosField
          name="what"
          label="What did they get?"
          {...(kind === 'culture'
            ? { hint: 'Only the person can say whether a background is what they asked for' }
            : {})}
          options={[
            ...Object.entries(GIVEN[kind]).map(([value, label]) => ({ value, label })),
            { value: NOT_KNOWN, label: 'Not known yet' },
          ]}
        />
        <RadiosField
          name="reason"
          label="If it is not what they asked for, why?"
          small
          options={[
            { value: '', label: 'It is what they asked for, or nothing was asked' },
            ...WHY_NOT_KEYS.map(value => ({ value, label: WHY_NOT[value] })),
          ]}
        />
        <TextAreaField name="note" label="Anything to add? (optional)" rows={2} maxLength={LONGEST_NOTE} />
        <SubmitButton>Keep this</SubmitButton>
      </Form>
    </Layout>
  );
};

type Row = Pick<Route, 'path' | 'handle'>;

/** A page for each preference, reached from the ledger. */
export const givenPages: readonly { readonly show: Row; readonly keep: Row }[] = PREFERENCE_KINDS.map(
  kind => {
    const path = `/people/:person/ledger/${kind}`;
    return { show: { path, handle: showGiven(kind) }, keep: { path, handle: keepGiven(kind) } };
  },
);
