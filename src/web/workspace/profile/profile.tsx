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
import { isTopic, TOPICS } from '#matching';
import {
  CheckboxesField,
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
    [languageField(index + 1), nameInList(language)],
    [levelField(index + 1), level],
  ]);
  return profilePage(worker, {
    sex: worker.sex,
    background: worker.background ?? '',
    taking: worker.takingReferrals ? 'yes' : 'no',
    topics: worker.topics,
    formats: worker.formats,
    'works-in': worker.worksIn.join(', '),
    ...Object.fromEntries(languages),
  });
}

/** The name that leads back to the same tag; the tag itself where a name would say less ('ar-SY'). */
const nameInList = (tag: string): string =>
  findLanguage(languageName(tag))?.tag === tag ? languageName(tag) : tag;

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
    // 'ar-SY' says more than the list does, and stays.
    const whole = found && typed.toLowerCase().startsWith(`${found.tag.toLowerCase()}-`) ? typed : found?.tag;
    if (!found) errors[languageField(row)] = 'Choose a language from the list';
    const level = LEVELS.find(one => one === textOf(input, levelField(row))) ?? 'working';
    return whole ? [{ language: whole, level }] : [];
  });
  return { languages, errors };
}

/** 'LS7, ls8 and BD' → LS7, LS8, BD; null when something is no part of a postcode. */
function readDistricts(typed: string): readonly string[] | null {
  const parts = typed
    .toUpperCase()
    .split(/[\s,;]+|\bAND\b/)
    .filter(Boolean);
  return parts.every(part => /^[A-Z]{1,2}([0-9][A-Z0-9]?)?$/.test(part)) && parts.length <= MOST_DISTRICTS
    ? [...new Set(parts)]
    : null;
}

const MOST_DISTRICTS = 40;

/** What is ticked: a text for one, a list for several. */
const ticked = (input: FormInput, name: string): readonly string[] => {
  const value = input[name];
  return value === undefined ? [] : typeof value === 'string' ? [value] : value;
};

const FORMATS = { individual: 'With one person at a time', group: 'With groups' } as const;

export async function keepProfile(req: Req): Promise<Answered> {
  const worker = await loadWorker(req.ctx, accountIdOf(req.actor));
  if (!worker) return notFound();
  const parsed = parseForm(form, req.body);
  const { languages, errors } = readLanguages(parsed.input);
  const worksIn = readDistricts(textOf(parsed.input, 'works-in'));
  const place = worksIn ? {} : { 'works-in': 'Enter the first part of postcodes, such as LS7 or LS' };
  const wrong = { ...(parsed.ok ? {} : parsed.errors), ...errors, ...place };
  if (!parsed.ok || !worksIn || Object.keys(wrong).length > 0)
    return profilePage(worker, parsed.input, wrong);
  const { sex, background, taking } = parsed.value;
  await updateWorkerProfile(req.ctx, worker.id, {
    sex,
    background: background || null,
    languages,
    topics: ticked(parsed.input, 'topics').filter(isTopic),
    formats: ticked(parsed.input, 'formats').filter(one => Object.hasOwn(FORMATS, one)),
    worksIn,
  });
  if ((taking === 'yes') !== worker.takingReferrals)
    await setTakingReferrals(req.ctx, worker.id, taking === 'yes');
  return redirect('/your-profile', { notice: 'Your profile is saved.' });
}

/** What a match looks at besides; all of it may be left out. */
const MatchFields = (): ReactElement => (
  <>
    <CheckboxesField
      name="topics"
      label="What do you know about? (optional)"
      hint="From work, training or life. It helps colleagues to choose; it is not a test"
      small
      options={Object.entries(TOPICS).map(([value, label]) => ({ value, label }))}
    />
    <CheckboxesField
      name="formats"
      label="How do you work? (optional)"
      small
      options={Object.entries(FORMATS).map(([value, label]) => ({ value, label }))}
    />
    <TextField
      name="works-in"
      label="Where can you meet people? (optional)"
      hint="The first part of postcodes, such as LS7, LS8 or a whole area such as BD"
      width={20}
    />
  </>
);

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
        hint="Only what you choose to share, such as where you grew up, or your faith. People who ask for somebody of the same or another background are read it"
        rows={4}
      />
      <MatchFields />
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
