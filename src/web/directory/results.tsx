// What a search found: how it was read, each service with what one must know to choose, and the way to the next page.
import type { ReactElement } from 'react';
import type { Temporal } from 'temporal-polyfill';
import type { FoundService, FoundServices } from '#directory';
import { Bdi, ButtonForm, type Column, EmptyState, Pagination, Table, Tag } from '#ui';
import { directoryHref, serviceHref, type Trail } from './links.ts';
import type { DirectorySearch } from './search-form.ts';
import { counted, dateOfSource, distanceInWords, listed, yearsOld } from './words.ts';

type Props = {
  readonly search: DirectorySearch;
  readonly found: FoundServices;
  readonly trail: Trail;
  readonly today: Temporal.PlainDate;
};

/** How the words and the place were read, when that is not what was typed. */
const Reading = ({ search, found }: Props): ReactElement => {
  const { corrections, matched, query } = found.words;
  return (
    <>
      {corrections.length === 0 ? null : (
        <p>
          No entry has “<Bdi>{listed(corrections.map(({ typed }) => typed))}</Bdi>”. We looked for “
          <Bdi>{listed(corrections.map(({ meant }) => meant))}</Bdi>”.
        </p>
      )}
      {matched === 'some' ? (
        <p>No service has all of these words. These have some of them, the closest first.</p>
      ) : null}
      {search.text !== '' && query === null ? (
        <p>There were no letters or numbers to search by in what you typed.</p>
      ) : null}
      {found.place?.exactness === 'area' && search.postcode.length > 4 ? (
        <p>We do not know this very postcode. Distances are from the middle of {found.place.label}.</p>
      ) : null}
    </>
  );
};

/** Services whose place is not known are never left out without a word. */
const Unplaced = ({ search, found, trail }: Props): ReactElement | null => {
  if (found.place === null || found.unplaced === 0) return null;
  const hidden = { ...search, unplaced: 'yes', ...(trail.step === null ? {} : { 'for-step': trail.step }) };
  const verb = found.unplaced === 1 ? 'is' : 'are';
  return search.unplaced === 'yes' ? (
    <p>
      {counted(found.unplaced)} without an address {verb} at the end of this list.
    </p>
  ) : (
    <div className="nhsuk-u-margin-bottom-4">
      <p>
        {counted(found.unplaced)} without an address {verb} not in this list: online, by phone or for the
        whole country.
      </p>
      <ButtonForm action="/directory/search" hidden={hidden} variant="secondary" small>
        Show them too
      </ButtonForm>
    </div>
  );
};

/** A number stays on one line. */
const unbroken = (phone: string): string => phone.replaceAll(' ', '\u00a0');

const firstWords = (description: string | null): string => {
  const paragraph = description?.split('\n')[0] ?? '';
  return paragraph.length > 180 ? `${paragraph.slice(0, 177).replace(/\s+\S*$/, '')} …` : paragraph;
};

/** The types where there are any, else the category: "ESOL formal course" says more than "Language support". */
const kindsShown = ({ kinds }: FoundService) => {
  const types = kinds.filter(({ code }) => /^[A-Z]/.test(code));
  return (types.length > 0 ? types : kinds).slice(0, 3);
};

const Name = ({ service, trail }: { service: FoundService; trail: Trail }): ReactElement => (
  <>
    <a href={serviceHref(trail, service.id)}>
      <Bdi>{service.name}</Bdi>
    </a>
    <br />
    <span className="fb-missing" dir="auto">
      {firstWords(service.description)}
    </span>
  </>
);

const Where = ({ service }: { service: FoundService }): ReactElement => {
  const address = [service.address, service.postcode].filter(Boolean).join(', ');
  if (address !== '') return <Bdi>{address}</Bdi>;
  return (
    <span className="fb-missing">
      {service.areas.length > 0 ? `No address. For ${listed(service.areas)}` : 'No address'}
    </span>
  );
};

const Entry = ({ service, today }: { service: FoundService; today: Temporal.PlainDate }): ReactElement => {
  const years = yearsOld(service.source.asOf, today);
  return (
    <>
      {service.status === 'temporarily closed' ? <Tag meaning="stopped">Closed for now</Tag> : null}
      {service.lastChecked === null ? 'Not checked' : 'Checked'}
      {years >= 2 ? `, ${years} years old` : `, of ${dateOfSource(service.source.asOf)}`}
    </>
  );
};

function columnsOf({ found, trail, today }: Props): Column<FoundService>[] {
  const distance: Column<FoundService> = {
    heading: 'Distance',
    cell: service => (service.distanceKm === null ? 'Not known' : distanceInWords(service.distanceKm)),
  };
  const choose: Column<FoundService> = {
    heading: 'Choose',
    headingHidden: true,
    cell: service => (
      <ButtonForm
        action={`/steps/${trail.step}/service`}
        hidden={{ service: service.id }}
        variant="secondary"
        small
      >
        Choose <span className="nhsuk-u-visually-hidden">{service.name} </span>for this step
      </ButtonForm>
    ),
  };
  return [
    { heading: 'Service', rowHeader: true, cell: service => <Name service={service} trail={trail} /> },
    { heading: 'Kind', cell: service => listed(kindsShown(service).map(kind => kind.label)) },
    { heading: 'Where', cell: service => <Where service={service} /> },
    ...(found.place === null ? [] : [distance]),
    { heading: 'Phone', cell: service => (service.phone === null ? 'Not known' : unbroken(service.phone)) },
    { heading: 'This entry', cell: service => <Entry service={service} today={today} /> },
    ...(trail.step === null ? [] : [choose]),
  ];
}

export const headingOf = ({ search, found }: Pick<Props, 'search' | 'found'>): string => {
  if (found.place === null) return `${counted(found.total)} found`;
  const miles = search.within === '1' ? '1 mile' : `${search.within} miles`;
  const how =
    search.within === 'any'
      ? `, nearest to ${found.place.label} first`
      : ` within ${miles} of ${found.place.label}`;
  return `${counted(found.total)} found${how}`;
};

export const Results = (props: Props): ReactElement => {
  const { found, trail } = props;
  return (
    <>
      <Reading {...props} />
      <Unplaced {...props} />
      {found.total === 0 ? (
        <EmptyState title="Nothing found">
          <p>Change this search: try fewer words, any kind of service, or a longer distance.</p>
        </EmptyState>
      ) : (
        <Table
          caption={headingOf(props)}
          captionHidden
          columns={columnsOf(props)}
          rows={found.services}
          rowKey={service => service.id}
          empty="There are not that many pages."
        />
      )}
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
