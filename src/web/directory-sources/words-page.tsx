// The page of words that nobody understood yet: found by their letters, with one answer for all that are ticked.
import type { listUnknownStrings, WaitingString } from '#directory';
import { languageName } from '#kernel';
import {
  Bdi,
  CheckboxesField,
  type FieldErrors,
  FilterLinks,
  Form,
  HiddenField,
  Layout,
  PageHeading,
  Pagination,
  SelectField,
  SubmitButton,
  Table,
  TextField,
} from '#ui';
import type { FormInput } from '#web';
import { count } from './sources.tsx';

export const WORDS_ROOT = '/admin/directory/words';

type Field = WaitingString['field'];
export const FIELDS: Readonly<Record<Field, string>> = {
  language: 'Language',
  'taxonomy-term': 'Kind of service',
};

/** 'Tigrinya, Arabic' → both. */
export const piecesOf = (meaning: string | undefined): string[] =>
  (meaning ?? '')
    .split(',')
    .map(one => one.trim())
    .filter(Boolean);

/** What is looked at: words that wait for one field, or those explained; with letters that they have. */
export type View = {
  readonly decided: boolean;
  readonly field: Field;
  readonly query: string;
  /** The query as it stands in an address. */
  readonly sealed: string;
  readonly shown: number;
};

export const hrefOf = ({ decided, field, sealed }: Omit<View, 'shown' | 'query'>, to?: number): string => {
  const parameters = new URLSearchParams({
    ...(decided ? { show: 'explained' } : { for: field }),
    ...(sealed ? { search: sealed } : {}),
    ...(to ? { page: String(to) } : {}),
  });
  return `${WORDS_ROOT}?${parameters.toString()}`;
};

export type WordsProps = Awaited<ReturnType<typeof listUnknownStrings>> & {
  readonly view: View;
  readonly waiting: Readonly<Record<Field, number>>;
  readonly kinds: readonly { readonly code: string; readonly label: string }[];
  readonly errors?: FieldErrors | undefined;
  readonly input?: FormInput | undefined;
};

/** Languages and kinds by their names, never by their codes. */
const meaningOf = ({ field, meaning }: WaitingString, kinds: WordsProps['kinds']): string => {
  const nameOf = (code: string): string =>
    field === 'language'
      ? languageName(code)
      : (kinds.find(kind => kind.code === code)?.label ?? 'A kind that is no longer used');
  return meaning === null || meaning.length === 0 ? 'Nothing' : meaning.map(nameOf).join(', ');
};

const WhichWords = ({ view, waiting }: Pick<WordsProps, 'view' | 'waiting'>) => (
  <>
    <FilterLinks
      label="Which words"
      links={[
        ...(['language', 'taxonomy-term'] as const).map(field => ({
          href: hrefOf({ decided: false, field, sealed: '' }),
          text: `${field === 'language' ? 'Languages' : 'Kinds of service'} (${count.format(waiting[field])})`,
          current: !view.decided && view.field === field,
        })),
        {
          href: hrefOf({ decided: true, field: view.field, sealed: '' }),
          text: 'Explained',
          current: view.decided,
        },
      ]}
    />
    <Form action={`${WORDS_ROOT}/find`} values={{ q: view.query }} label="Find a word">
      {view.decided ? (
        <HiddenField name="show" value="explained" />
      ) : (
        <HiddenField name="for" value={view.field} />
      )}
      <TextField name="q" label="Find by its letters" type="search" width={20} />
      <SubmitButton variant="secondary" small>
        Find
      </SubmitButton>
    </Form>
  </>
);

const timesOf = ({ times, source }: WaitingString): string =>
  `${times === 1 ? '1 service' : `${count.format(times)} services`} of ${source}`;

const Meaning = ({ field, kinds }: { readonly field: Field; readonly kinds: WordsProps['kinds'] }) =>
  field === 'language' ? (
    <TextField
      name="meaning"
      label="What do the ticked words mean?"
      hint="For example: Tigrinya. Put a comma between two."
      width={30}
    />
  ) : (
    <SelectField
      name="meaning"
      label="What do the ticked words mean?"
      options={kinds.map(({ code, label }) => ({ value: code, label }))}
    />
  );

/** Every word on the page can be ticked, or all that were found, and one answer given for them. */
const WaitingWords = ({ strings, total, view, kinds, errors, input }: WordsProps) => (
  <Form action={hrefOf(view, view.shown)} errors={errors} values={input ?? {}} label="Say what they mean">
    {total > strings.length ? (
      <CheckboxesField
        name="every"
        label="All of them?"
        options={[{ value: 'yes', label: `All ${count.format(total)} words found, on every page` }]}
        small
      />
    ) : null}
    <CheckboxesField
      name="words"
      label="Words that wait, the commonest first"
      small
      options={strings.map(word => ({
        value: word.id,
        label: <Bdi>{word.text}</Bdi>,
        hint: (
          <>
            {timesOf(word)} <a href={`${WORDS_ROOT}/${word.id}`}>Look at it</a>
          </>
        ),
      }))}
    />
    <Meaning field={view.field} kinds={kinds} />
    <CheckboxesField
      name="nothing"
      label="Or do they mean nothing?"
      small
      options={[
        {
          value: 'yes',
          label: view.field === 'language' ? 'They mean no language' : 'They mean no kind of service',
        },
      ]}
    />
    <SubmitButton>Save</SubmitButton>
  </Form>
);

const ExplainedWords = ({ strings, kinds, view }: Pick<WordsProps, 'strings' | 'kinds' | 'view'>) => (
  <Table
    caption="Explained, the latest first"
    rows={strings}
    rowKey={row => row.id}
    empty={view.query ? 'No explained word has these letters' : 'No word has been explained yet'}
    columns={[
      {
        heading: 'What it says',
        rowHeader: true,
        cell: row => (
          <a href={`${WORDS_ROOT}/${row.id}`}>
            <Bdi>{row.text}</Bdi>
          </a>
        ),
      },
      { heading: 'Stands for a', cell: row => FIELDS[row.field] },
      { heading: 'Services', numeric: true, cell: row => count.format(row.times) },
      { heading: 'Source', cell: row => <Bdi>{row.source}</Bdi> },
      { heading: 'Means', cell: row => meaningOf(row, kinds) },
    ]}
  />
);

export const WordsPage = (props: WordsProps) => {
  const { view, strings, total, pageSize, errors } = props;
  const nothing = view.query ? 'No word that waits has these letters.' : 'No word waits to be explained.';
  return (
    <Layout title="Words to explain" back="/admin/directory" errors={errors} wide>
      <PageHeading>{view.decided ? 'Words that were explained' : 'Words to explain'}</PageHeading>
      <WhichWords {...props} />
      {view.decided ? <ExplainedWords {...props} /> : null}
      {!view.decided && strings.length > 0 ? <WaitingWords {...props} /> : null}
      {!view.decided && strings.length === 0 ? <p>{nothing}</p> : null}
      <Pagination
        page={view.shown}
        pageSize={pageSize}
        total={total}
        things="words"
        hrefFor={to => hrefOf(view, to)}
      />
    </Layout>
  );
};
