// A link worker's own profile: languages, sex, background as they wish to share it, and whether new people may come.
import type { ReactElement } from 'react';
import { z } from 'zod';
import { findLanguage, LANGUAGES, languageName } from '#kernel';
import {
  LANGUAGE_LEVELS,
  type LanguageLevel,
  type LinkWorker,
  loadWorker,
  setTakingReferrals,
  updateWorkerProfile,
  WORKER_SEXES,
  type WorkerLanguage,
  type WorkerSex,
} from '#link-workers';
import {
  Form,
  Layout,
  PageHeading,
  RadiosField,
  SelectField,
  SubmitButton,
  TextAreaField,
  TextField,
} from '#ui';
import {
  type Answered,
  choiceOr,
  type FieldErrors,
  type FormInput,
  notFound,
  optionalText,
  page,
  parseForm,
  type Req,
  redirect,
  textOf,
} from '#web';
import { accountIdOf, countOf } from '../words.ts';

const MOST_LANGUAGES = 20;
const rowsTo = (count: number): number[] =>
  Array.from({ length: Math.min(count, MOST_LANGUAGES) }, (_, index) => index + 1);
const LEVELS = Object.keys(LANGUAGE_LEVELS) as [LanguageLevel, ...LanguageLevel[]];
const SEXES = ['female', 'male', 'other', 'declined', 'not_asked'] as const satisfies readonly WorkerSex[];

const languageField = (row: number): string => `language-${row}`;
const levelField = (row: number): string => `level-${row}`;

export async function showProfile(req: Req): Promise<Answered> {
  const worker = await loadWorker(req.ctx, accountIdOf(req.actor));
  if (!worker) return notFound();
  const languages = worker.languages.flatMap(({ language, level }, index) => [
    [languageField(index + 1), languageName(language)],
    [levelField(index + 1), level],
  ]);
  return profilePage(worker, {
    sex: worker.sex,
    background: worker.background ?? '',
    taking: worker.takingReferrals ? 'yes' : 'no',
    ...Object.fromEntries(languages),
  });
}

const profilePage = (worker: LinkWorker, values: FormInput, errors?: FieldErrors): Answered =>
  page(<ProfilePage worker={worker} values={values} errors={errors} />, { status: errors ? 422 : 200 });

const form = z.object({
  sex: choiceOr(SEXES, 'not_asked'),
  background: optionalText({ max: 1000 }),
  taking: choiceOr(['yes', 'no'], 'yes'),
});

/** Rows left empty are left out; a language that we do not know is asked about, since people are matched by it. */
function readLanguages(input: FormInput): { languages: WorkerLanguage[]; errors: Record<string, string> } {
  const errors: Record<string, string> = {};
  const languages = rowsTo(MOST_LANGUAGES).flatMap(row => {
    const typed = textOf(input, languageField(row));
    if (typed === '') return [];
    const found = findLanguage(typed);
    if (!found) errors[languageField(row)] = 'Choose a language from the list';
    const level = LEVELS.find(one => one === textOf(input, levelField(row))) ?? 'working';
    return found ? [{ language: found.tag, level }] : [];
  });
  return { languages, errors };
}

export async function keepProfile(req: Req): Promise<Answered> {
  const worker = await loadWorker(req.ctx, accountIdOf(req.actor));
  if (!worker) return notFound();
  const parsed = parseForm(form, req.body);
  const { languages, errors } = readLanguages(parsed.input);
  const wrong = { ...(parsed.ok ? {} : parsed.errors), ...errors };
  if (!parsed.ok || Object.keys(wrong).length > 0) return profilePage(worker, parsed.input, wrong);
  const { sex, background, taking } = parsed.value;
  await updateWorkerProfile(req.ctx, worker.id, { sex, background: background || null, languages });
  if ((taking === 'yes') !== worker.takingReferrals)
    await setTakingReferrals(req.ctx, worker.id, taking === 'yes');
  return redirect('/your-profile', { notice: 'Your profile is saved.' });
}

type Props = {
  readonly worker: LinkWorker;
  readonly values: FormInput;
  readonly errors: FieldErrors | undefined;
};

const ProfilePage = ({ worker, values, errors }: Props): ReactElement => (
  <Layout title="Your profile" back={{ href: '/caseload', text: 'Your caseload' }} errors={errors}>
    <PageHeading>Your profile</PageHeading>
    <p>
      Colleagues use this to offer people a link worker who fits. You support{' '}
      {countOf(worker.openReferrals, 'referral')} now, of {worker.capacity} agreed with your manager.
    </p>
    <Form action="/your-profile" values={values} errors={errors}>
      <h2>Languages</h2>
      {rowsTo(Math.max(6, worker.languages.length + 2)).map(row => (
        <div key={row} className="fb-grid fb-grid--narrow">
          <TextField
            name={languageField(row)}
            label={`Language ${row}`}
            suggestions={LANGUAGES.map(language => language.name)}
            autoComplete="off"
          />
          <SelectField
            name={levelField(row)}
            label={`How well, language ${row}`}
            options={LEVELS.map(level => ({ value: level, label: LANGUAGE_LEVELS[level] }))}
          />
        </div>
      ))}
      <RadiosField
        name="sex"
        label="Sex"
        hint="Some people ask for a woman or a man"
        small
        options={SEXES.map(sex => ({ value: sex, label: WORKER_SEXES[sex] }))}
      />
      <TextAreaField
        name="background"
        label="What would you like people to know about you? (optional)"
        hint="Only what you choose to share, such as where you grew up"
        rows={4}
      />
      <RadiosField
        name="taking"
        label="May new people be given to you?"
        small
        options={[
          { value: 'yes', label: 'Yes' },
          { value: 'no', label: 'Not now', hint: 'For example, when you are away' },
        ]}
      />
      <SubmitButton>Save your profile</SubmitButton>
    </Form>
  </Layout>
);
