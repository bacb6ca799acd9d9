// One word that nobody understood yet: a person says what it means, and the next import uses it.
import { z } from 'zod';
import { decideUnknownString, listEveryKind, loadUnknownString, type WaitingString } from '#directory';
import { Bdi, type FieldErrors, Form, Layout, PageHeading, SelectField, SubmitButton, TextField } from '#ui';
import {
  type Answered,
  type FormInput,
  notFound,
  optionalText,
  page,
  parseForm,
  type Req,
  redirect,
} from '#web';
import { FIELDS, piecesOf, WORDS_ROOT as ROOT } from './words-page.tsx';

type WordProps = {
  readonly word: WaitingString;
  readonly kinds: readonly { readonly code: string; readonly label: string }[];
  readonly errors?: FieldErrors;
  readonly input?: FormInput;
};

const WordPage = ({ word, kinds, errors, input }: WordProps) => (
  <Layout title="What does it mean?" back={ROOT} errors={errors}>
    <PageHeading caption={`${FIELDS[word.field]}, in ${word.source}`}>
      What does “<Bdi>{word.text}</Bdi>” mean?
    </PageHeading>
    <p>
      {word.times === 1 ? '1 service has it' : `${word.times} services have it`}
      {word.example ? (
        <>
          , for example <Bdi>{word.example}</Bdi>
        </>
      ) : null}
      . The next time this list is read, your answer is used.
    </p>
    <Form
      action={`${ROOT}/${word.id}`}
      errors={errors}
      values={input ?? { meaning: (word.meaning ?? []).join(', ') }}
    >
      {word.field === 'language' ? (
        <TextField
          name="meaning"
          label="Which language or languages?"
          hint="For example: Tigrinya. Put a comma between two. Leave it empty if it means no language."
          width={30}
        />
      ) : (
        <SelectField
          name="meaning"
          label="Which kind of service?"
          hint="Leave it open if none of these fits."
          options={kinds.map(({ code, label }) => ({ value: code, label }))}
        />
      )}
      <SubmitButton>Save</SubmitButton>
    </Form>
  </Layout>
);

export async function showWord(req: Req): Promise<Answered> {
  const word = await loadUnknownString(req.ctx, req.params.word ?? '');
  return word ? page(<WordPage word={word} kinds={await listEveryKind(req.ctx)} />) : notFound();
}

const form = z.object({ meaning: optionalText({ max: 300 }) });

export async function decideWord(req: Req): Promise<Answered> {
  const word = await loadUnknownString(req.ctx, req.params.word ?? '');
  if (word === null) return notFound();
  const parsed = parseForm(form, req.body);
  const again = async (errors: FieldErrors) =>
    page(<WordPage word={word} kinds={await listEveryKind(req.ctx)} errors={errors} input={parsed.input} />, {
      status: 422,
    });
  if (!parsed.ok) return again(parsed.errors);
  const answer = await decideUnknownString(req.ctx, word.id, piecesOf(parsed.value.meaning));
  if (answer.ok) return redirect(ROOT, { notice: 'Saved. It is used the next time the list is read.' });
  return answer.reason === 'not-found'
    ? notFound()
    : again({
        meaning:
          word.field === 'language'
            ? 'Enter the name of a language, such as Arabic'
            : 'Choose a kind of service',
      });
}
