// The directory's pages of search: a form with kinds to browse, and the results with the form folded away.
import type { ReactElement } from 'react';
import { Details, InsetText, Layout, PageHeading } from '#ui';
import { kindHref, startAgainHref } from './links.ts';
import { NothingFits } from './nothing-fits.tsx';
import { headingOf } from './results/heading.tsx';
import { NarrowPart } from './results/narrow-part.tsx';
import { Results } from './results/results.tsx';
import type { ResultsShown } from './results/shown.ts';
import { categoriesOf, type FormProps, SearchForm } from './search-fields.tsx';
import { figure } from './words.ts';

const Choosing = ({
  trail,
  filledIn = false,
}: Pick<FormProps, 'trail'> & { filledIn?: boolean }): ReactElement | null =>
  trail.step === null ? null : (
    <InsetText>
      You are choosing a service for a step of a plan.
      {filledIn
        ? ' What is known of the person’s languages, wishes and area is filled in below. Change it as you like: the search changes nothing on their record.'
        : ''}
    </InsetText>
  );

type SearchProps = FormProps & { readonly filledIn?: boolean };

export const SearchPage = (props: SearchProps): ReactElement => (
  <Layout title="Find a service" errors={props.errors}>
    <PageHeading>Find a service</PageHeading>
    <Choosing {...props} />
    {props.kinds.length === 0 ? (
      <InsetText>The directory is empty. The people who run Footbridge for you can load it.</InsetText>
    ) : null}
    <SearchForm {...props} />
    <p>
      <a href="/directory/shortlist">Your shortlist</a>
    </p>
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

export type ResultsProps = FormProps & ResultsShown;

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
    <NarrowPart groups={props.narrow} />
    <p>
      <a href={startAgainHref(props.trail)}>Start a new search</a>
      {' · '}
      <a href="/directory/shortlist">Your shortlist ({props.picked.size})</a>
    </p>
    <Results {...props} />
    <NothingFits trail={props.trail} />
  </Layout>
);
