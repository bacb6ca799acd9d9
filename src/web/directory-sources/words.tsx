// Words of other lists that nobody understood yet: a person says what each means, and the next import uses it.
import { z } from 'zod';
import {
  decideUnknownString,
  listEveryKind,
  listUnknownStrings,
  loadUnknownString,
  type WaitingString,
} from '#directory';
import { languageName } from '#kernel';
import {
  Bdi,
  type FieldErrors,
  Form,
  Layout,
  PageHeading,
  Pagination,
  SelectField,
  SubmitButton,
  Table,
  TextField,
} from '#ui';
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
import { pageOf } from './sources.tsx';

const ROOT = '/admin/directory/words';

const FIELDS: Readonly<Record<WaitingString['field'], string>> = {
  language: 'Language',
  'taxonomy-term': 'Kind of service',
};

type WordsProps = Awaited<ReturnType<typeof listUnknownStrings>> & {
  readonly shown: number;
  readonly decided: boolean;
};

const meaningOf = (word: WaitingString): string =>
  word.meaning === null || word.meaning.length === 0
    ? 'Nothing'
    : word.meaning.map(code => (word.field === 'language' ? languageName(code) : code)).join(', ');

const WordsPage = ({ strings, total, pageSize, shown, decided }: WordsProps) => (
  <Layout title="Words to explain" back="/admin/directory" wide>
    <PageHeading>{decided ? 'Words you have explained' : 'Words to explain'}</PageHeading>
    <p>
      {decided ? (
        <a href={ROOT}>Words that wait</a>
      ) : (
        <a href={`${ROOT}?show=explained`}>Words already explained</a>
      )}
    </p>
    <Table
      caption={decided ? 'Explained, the latest first' : 'Waiting, the commonest first'}
      rows={strings}
      rowKey={row => row.id}
      empty={decided ? 'No word has been explained yet' : 'Every word is understood'}
      columns={[
        {
          heading: 'What it says',
          rowHeader: true,
          cell: row => (
            <a href={`${ROOT}/${row.id}`}>
              <Bdi>{row.text}</Bdi>
            </a>
          ),
        },
        { heading: 'Stands for a', cell: row => FIELDS[row.field] },
        { heading: 'Services', cell: row => row.times },
        { heading: 'Source', cell: row => <Bdi>{row.source}</Bdi> },
        ...(decided ? [{ heading: 'Means', cell: meaningOf }] : []),
      ]}
    />
    <Pagination
      page={shown}
      pageSize={pageSize}
      total={total}
      things="words"
      hrefFor={to => `${ROOT}?${decided ? 'show=explained&' : ''}page=${to}`}
    />
  </Layout>
);

export async function showWords(req: Req): Promise<Answered> {
  const shown = pageOf(req);
  const decided = req.query.show === 'explained';
  const listed = await listUnknownStrings(req.ctx, { decided, page: shown });
  return page(<WordsPage {...listed} shown={shown} decided={decided} />);
}

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
  const meaning = (parsed.value.meaning ?? '')
    .split(',')
    .map(one => one.trim())
    .filter(Boolean);
  const answer = await decideUnknownString(req.ctx, word.id, meaning);
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
