// The directory's pages of search: a form with kinds to browse, and the results with the form folded away.
import type { ReactElement } from 'react';
import type { Temporal } from 'temporal-polyfill';
import type { FoundServices, KindInUse } from '#directory';
import {
  Details,
  type FieldErrors,
  Form,
  type FormValues,
  HiddenField,
  InsetText,
  Layout,
  PageHeading,
  SelectField,
  type SelectGroup,
  SubmitButton,
  TextField,
} from '#ui';
import { kindHref, startAgainHref, type Trail } from './links.ts';
import { headingOf, Results } from './results.tsx';
import { type DirectorySearch, MILES } from './search-form.ts';
import { figure } from './words.ts';

type FormProps = {
  readonly values: FormValues;
  readonly errors?: FieldErrors;
  readonly kinds: readonly KindInUse[];
  readonly trail: Trail;
};

const categoriesOf = (kinds: readonly KindInUse[]) => kinds.filter(kind => kind.category === null);

const groupsOf = (kinds: readonly KindInUse[]): SelectGroup[] =>
  categoriesOf(kinds).map(category => ({
    heading: category.label,
    options: [category, ...kinds.filter(kind => kind.category === category.code)].map((kind, index) => ({
      value: kind.code,
      label: `${index === 0 ? `All: ${kind.label}` : kind.label} (${figure(kind.services)})`,
    })),
  }));

const DISTANCES = MILES.map(miles => ({
  value: miles,
  label:
    miles === 'any' ? 'Any distance, nearest first' : `Up to ${miles} ${miles === '1' ? 'mile' : 'miles'}`,
}));

const SearchForm = ({ values, errors, kinds, trail }: FormProps): ReactElement => (
  <Form action="/directory/search" values={values} errors={errors} label="Search for services">
    {trail.step === null ? null : <HiddenField name="for-step" value={trail.step} />}
    <TextField
      name="text"
      label="What or where"
      hint="For example: food, English class, Tooting"
      type="search"
      maxLength={200}
    />
    <SelectField name="kind" label="Kind of service" groups={groupsOf(kinds)} empty="Any kind" />
    <TextField
      name="postcode"
      label="Near this postcode"
      hint="A full postcode or its first half"
      width={10}
      autoComplete="off"
      spellCheck={false}
    />
    <SelectField name="within" label="How far away" empty={null} options={DISTANCES} />
    <SubmitButton>Search</SubmitButton>
  </Form>
);

const Choosing = ({ trail }: Pick<FormProps, 'trail'>): ReactElement | null =>
  trail.step === null ? null : <InsetText>You are choosing a service for a step of a plan.</InsetText>;

export const SearchPage = (props: FormProps): ReactElement => (
  <Layout title="Find a service" errors={props.errors}>
    <PageHeading>Find a service</PageHeading>
    <Choosing {...props} />
    {props.kinds.length === 0 ? (
      <InsetText>The directory is empty. The people who run Footbridge for you can load it.</InsetText>
    ) : null}
    <SearchForm {...props} />
    {props.kinds.length === 0 ? null : <h2>Or look by kind</h2>}
    <ul className="nhsuk-list">
      {categoriesOf(props.kinds).map(kind => (
        <li key={kind.code}>
          <a href={kindHref(props.trail, kind.code)}>{kind.label}</a> ({figure(kind.services)})
        </li>
      ))}
    </ul>
  </Layout>
);

type ResultsProps = FormProps & {
  readonly search: DirectorySearch;
  readonly found: FoundServices;
  readonly today: Temporal.PlainDate;
};

const kindOf = ({ search, kinds }: ResultsProps): string | undefined =>
  kinds.find(kind => kind.code === search.kind)?.label;

/** The title stands in browser histories, so it names a kind at most and never what was typed. */
const titleOf = (props: ResultsProps): string => {
  const kind = kindOf(props);
  return kind === undefined ? 'Services found' : `Services found: ${kind}`;
};

export const ResultsPage = (props: ResultsProps): ReactElement => (
  <Layout title={titleOf(props)} wide>
    <PageHeading caption={kindOf(props) ?? 'Find a service'}>{headingOf(props)}</PageHeading>
    <Choosing {...props} />
    <Details summary="Change this search">
      <SearchForm {...props} />
    </Details>
    <p>
      <a href={startAgainHref(props.trail)}>Start a new search</a>
    </p>
    <Results {...props} />
  </Layout>
);
