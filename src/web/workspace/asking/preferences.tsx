// Asking a person again what they prefer and need; each answer is added, and the earlier ones stay (guidance M4, P1).
import type { ReactElement } from 'react';
import {
  type Answer,
  answered,
  findLanguage,
  LANGUAGES,
  UNANSWERED,
  type Unanswered,
  unanswered,
} from '#kernel';
import {
  addFacts,
  addLanguages,
  type FactKind,
  holdAgainstWishes,
  type PersonLanguage,
  type PersonRecord,
} from '#people';
import {
  Bdi,
  Form,
  HiddenField,
  Layout,
  PageHeading,
  RadiosField,
  SubmitButton,
  TextAreaField,
  TextField,
} from '#ui';
import {
  type Answered,
  type FieldErrors,
  type FormInput,
  lengthErrors,
  notFound,
  page,
  type Req,
  readInput,
  redirect,
  textOf,
} from '#web';
import { factOf, PREFERENCES, UNANSWERED_WORDS } from '../person/words.ts';
import { isOpen, openPerson, type PersonScene, personHref } from '../scene.ts';

type Question = {
  readonly kind: FactKind;
  readonly label: string;
  readonly words: Readonly<Record<string, string>>;
};

const INTERPRETER: Question = {
  kind: 'interpreter',
  label: 'Do they want an interpreter?',
  words: { yes: 'Yes', no: 'No' },
};
const QUESTIONS: readonly Question[] = [INTERPRETER, ...PREFERENCES];

/** Texts that are asked in the person's own words. */
const TEXTS = [
  { kind: 'safe_contact', label: 'What should everybody know before they call or write? (optional)' },
  { kind: 'communication_needs', label: 'What helps them to take part? (optional)' },
] as const satisfies readonly { kind: FactKind; label: string }[];

const LIMITS = { speaks: 200, reads: 200, safe_contact: 1000, communication_needs: 1000 };

/** An answer as the value of its radio, and back. */
const chosenOf = (answer: Answer<unknown> | undefined): string => {
  if (answer?.status !== 'answered') return answer?.status ?? 'not_asked';
  return typeof answer.value === 'boolean' ? (answer.value ? 'yes' : 'no') : String(answer.value);
};

function answerOf({ kind, words }: Question, chosen: string): Answer<unknown> | null {
  const missing = UNANSWERED.find(status => status === chosen);
  if (missing) return unanswered(missing);
  if (!Object.hasOwn(words, chosen)) return null;
  return answered(kind === 'interpreter' ? chosen === 'yes' : chosen);
}

export async function showPreferences(req: Req): Promise<Answered> {
  const scene = await openPerson(req);
  if (!scene) return notFound();
  const values = Object.fromEntries([
    ...QUESTIONS.map(({ kind }) => [kind, chosenOf(factOf(scene.person, kind))]),
    ...TEXTS.map(({ kind }) => [kind, textOfFact(scene.person, kind)]),
  ]);
  return answerForm(scene, {
    ...values,
    ...Object.fromEntries(Object.entries(values).map(([kind, value]) => [openedField(kind), value])),
  });
}

const answerForm = (scene: PersonScene, values: FormInput, errors?: FieldErrors): Answered =>
  page(<PreferencesPage scene={scene} values={values} errors={errors} />, {
    status: errors ? 422 : 200,
    subject: { type: 'person', id: scene.person.id },
  });

/** What the form was opened with: an answer that a colleague gave meanwhile is not put back by one that was left as it stood. */
const openedField = (kind: string): string => `opened-${kind}`;
const isLeft = (input: FormInput, kind: string): boolean =>
  openedField(kind) in input && textOf(input, kind) === textOf(input, openedField(kind));

const textOfFact = (person: PersonRecord, kind: FactKind): string => {
  const answer = factOf(person, kind);
  return answer?.status === 'answered' ? String(answer.value) : '';
};

/** Languages that came up in a conversation; those already on the record stay. */
function newLanguages(person: PersonRecord, input: FormInput): PersonLanguage[] {
  return (['speaks', 'reads'] as const).flatMap(use => {
    const label = textOf(input, use);
    const language = findLanguage(label)?.tag ?? 'und';
    const known = person.languages.some(
      one => one.use === use && one.label.toLowerCase() === label.toLowerCase(),
    );
    return label === '' || known ? [] : [{ language, label, use, preferred: false }];
  });
}

/** Keeps only what is new, so that the history shows when something changed. */
export async function keepPreferences(req: Req): Promise<Answered> {
  const scene = await openPerson(req);
  if (!scene) return notFound();
  const input = readInput(req.body);
  const errors = lengthErrors(input, LIMITS);
  if (errors) return answerForm(scene, input, errors);
  const facts = [...newAnswers(scene.person, input), ...newTexts(scene.person, input)];
  const languages = newLanguages(scene.person, input);
  const changed = facts.length + languages.length > 0;
  if (changed) {
    await addFacts(req.ctx, scene.person.id, facts);
    await addLanguages(req.ctx, scene.person.id, languages);
    if (scene.referral && isOpen(scene.referral))
      await holdAgainstWishes(req.ctx, { personId: scene.person.id, referralId: scene.referral.id });
    const kinds = [...facts.map(fact => fact.kind), ...languages.map(({ use }) => use)];
    req.ctx.record({
      event: 'preference.changed',
      subject: { type: 'person', id: scene.person.id },
      detail: { kinds },
    });
  }
  return redirect(`${personHref(scene)}#about`, {
    notice: changed ? 'The answers are kept.' : 'Nothing was changed.',
  });
}

type NewFact = { readonly kind: FactKind; readonly answer: Answer<unknown> };

const newAnswers = (person: PersonRecord, input: FormInput): NewFact[] =>
  QUESTIONS.flatMap(question => {
    const chosen = textOf(input, question.kind);
    const answer = answerOf(question, chosen);
    return answer === null ||
      isLeft(input, question.kind) ||
      chosen === chosenOf(factOf(person, question.kind))
      ? []
      : [{ kind: question.kind, answer }];
  });

const newTexts = (person: PersonRecord, input: FormInput): NewFact[] =>
  TEXTS.flatMap(({ kind }) => {
    const typed = textOf(input, kind);
    if (isLeft(input, kind) || typed === textOfFact(person, kind)) return [];
    return [{ kind, answer: typed === '' ? unanswered('not_known') : answered(typed) }];
  });

const LANGUAGE_NAMES = LANGUAGES.map(language => language.name);

const OFFERED: readonly Unanswered[] = ['not_asked', 'not_now', 'declined', 'not_known'];

type Props = {
  readonly scene: PersonScene;
  readonly values: FormInput;
  readonly errors?: FieldErrors | undefined;
};

const PreferencesPage = ({ scene, values, errors }: Props): ReactElement => (
  <Layout title="What they prefer" back={personHref(scene)} errors={errors}>
    <PageHeading caption={<Bdi>{scene.person.displayName}</Bdi>}>What they need and prefer</PageHeading>
    <p>Preferences guide us. They never keep anybody out, and “not asked yet” is an answer.</p>
    <Form action={personHref(scene, '/preferences')} values={values} errors={errors}>
      {[...QUESTIONS, ...TEXTS].map(({ kind }) => (
        <HiddenField key={kind} name={openedField(kind)} value={textOf(values, openedField(kind))} />
      ))}
      <TextField
        name="speaks"
        label="Another language they speak (optional)"
        suggestions={LANGUAGE_NAMES}
        autoComplete="off"
      />
      <TextField
        name="reads"
        label="Another language they read (optional)"
        suggestions={LANGUAGE_NAMES}
        autoComplete="off"
      />
      {QUESTIONS.map(({ kind, label, words }) => (
        <RadiosField
          key={kind}
          name={kind}
          label={label}
          small
          options={[
            ...Object.entries(words).map(([value, said]) => ({ value, label: said })),
            ...OFFERED.map(value => ({ value, label: UNANSWERED_WORDS[value] })),
          ]}
        />
      ))}
      {TEXTS.map(({ kind, label }) => (
        <TextAreaField key={kind} name={kind} label={label} rows={3} />
      ))}
      <SubmitButton>Keep the answers</SubmitButton>
    </Form>
  </Layout>
);
