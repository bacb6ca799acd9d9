// What a search found: how it was read, each service with why it fits or may fit, and the way to the next page.
import type { ReactElement } from 'react';
import type { FoundService } from '#directory';
import { formatPartialDate, parsePostcode } from '#kernel';
import { Bdi, EmptyState, Pagination, Table } from '#ui';
import { directoryHref } from '../links.ts';
import { counted, figure, listed } from '../words.ts';
import { columnsOf } from './columns.tsx';
import { Counts, headingOf } from './heading.tsx';
import { ResultsMap } from './map.tsx';
import type { ResultsShown } from './shown.ts';

/** How the words and the place were read, when that is not what was typed. */
const Reading = ({ search, found }: ResultsShown): ReactElement => {
  const { corrections, matched, words } = found.words;
  return (
    <>
      {found.behind ? (
        <p>
          <strong>The directory is changing right now.</strong> This list is from before the change. Load the
          page again in a few seconds.
        </p>
      ) : null}
      {corrections.length === 0 ? null : (
        <p>
          No entry has “<Bdi>{listed(corrections.map(({ typed }) => typed))}</Bdi>”. We looked for “
          <Bdi>{listed(corrections.map(({ meant }) => meant))}</Bdi>”.
        </p>
      )}
      {matched === 'some' ? (
        <p>No service has all of these words. These have some of them, the closest first.</p>
      ) : null}
      {search.text !== '' && words.length === 0 ? (
        <p>There were no letters or numbers to search by in what you typed.</p>
      ) : null}
      <PlaceReading search={search} found={found} />
    </>
  );
};

/** A sector is 'SW17 7', a district 'SW17'. */
const PlaceReading = ({
  search,
  found: { place },
}: Pick<ResultsShown, 'search' | 'found'>): ReactElement | null => {
  if (place === null) return null;
  if (place.ended !== null)
    return (
      <p>
        The post office ended {place.label} in {formatPartialDate(place.ended)}. Distances are from where it
        was.
      </p>
    );
  if (place.exactness === 'postcode' || !parsePostcode(search.postcode).ok) return null;
  const area = place.label.includes(' ') ? 'postcodes that begin with' : 'the whole district';
  return (
    <p>
      We do not know this very postcode. Distances are from the middle of {area} {place.label}, and may be a
      mile or more out.
    </p>
  );
};

const NothingFound = ({ looser }: ResultsShown): ReactElement => (
  <EmptyState title="Nothing found">
    {looser.length === 0 ? (
      <p>Change this search: try fewer words, any kind of service, or a longer distance.</p>
    ) : (
      <>
        <p>Ask for a little less:</p>
        <ul className="nhsuk-list nhsuk-list--bullet">
          {looser.map(({ label, services, href }) => (
            <li key={label}>
              <a href={href}>Without “{label}”</a>: {counted(services)}
            </li>
          ))}
        </ul>
      </>
    )}
  </EmptyState>
);

type ListProps = ResultsShown & {
  readonly services: readonly FoundService[];
  readonly caption: string;
  readonly first: number;
};

const List = ({ services, caption, first, ...shown }: ListProps): ReactElement | null =>
  services.length === 0 ? null : (
    <Table
      caption={caption}
      columns={columnsOf(
        shown,
        services,
        new Map(services.map((service, index) => [service.id, first + index])),
      )}
      rows={services}
      rowKey={service => service.id}
    />
  );

export const Results = (props: ResultsShown): ReactElement => {
  const { found, trail } = props;
  const first = (found.page - 1) * found.pageSize + 1;
  const [known, others] = [true, false].map(wanted =>
    found.services.filter(service => service.known === wanted),
  );
  return (
    <>
      <Reading {...props} />
      {found.total === 0 ? <NothingFound {...props} /> : null}
      <Counts {...props} />
      <ResultsMap found={found} first={first} />
      <List
        {...props}
        services={known ?? []}
        first={first}
        caption={found.unknown === 0 ? headingOf(props) : `Known to fit: ${figure(found.known)}`}
      />
      <List
        {...props}
        services={others ?? []}
        first={first + (known?.length ?? 0)}
        caption={`May fit, ask them: ${figure(found.unknown)}`}
      />
      {found.place === null || found.total === 0 ? null : (
        <p>Distances are in a straight line. The way there is longer.</p>
      )}
      <Pagination
        page={found.page}
        pageSize={found.pageSize}
        total={found.total}
        things="services"
        hrefFor={page => directoryHref({ ...trail, page })}
      />
    </>
  );
};
