// The columns of a list of services: what one must know to choose.
import type { ReactElement } from 'react';
import type { FoundService, ServiceTrust } from '#directory';
import { Bdi, ButtonForm, type Column, Tag } from '#ui';
import { PhoneLink } from '#web';
import { backOf, serviceHref, type Trail } from '../links.ts';
import { dayOf, ListMarks } from '../trust/marks.tsx';
import { dateOfSource, distanceInWords, listed, yearsOld } from '../words.ts';
import type { ResultsShown } from './shown.ts';

type Today = ResultsShown['today'];

const firstWords = (description: string | null): string => {
  const paragraph = description?.split('\n')[0] ?? '';
  return paragraph.length > 180 ? `${paragraph.slice(0, 177).replace(/\s+\S*$/, '')} …` : paragraph;
};

/** The types where there are any, else the category: "ESOL formal course" says more than "Language support". */
const kindsShown = ({ kinds }: FoundService) => {
  const types = kinds.filter(({ code }) => /^[A-Z]/.test(code));
  return (types.length > 0 ? types : kinds).slice(0, 3);
};

type NameProps = { readonly service: FoundService; readonly trail: Trail; readonly number: number };

const Name = ({ service, trail, number }: NameProps): ReactElement => (
  <>
    {number}.{' '}
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
  if (service.confidential)
    return <>{address === '' ? 'Confidential address' : `${address} (the address is confidential)`}</>;
  if (address !== '') return <Bdi>{address}</Bdi>;
  return (
    <span className="fb-missing">
      {service.areas.length > 0 ? `No address. For ${listed(service.areas)}` : 'No address'}
    </span>
  );
};

type EntryProps = {
  readonly service: FoundService;
  readonly today: Today;
  readonly trust: ServiceTrust | undefined;
};

/** What was checked here is as old as its check, and not as its source. */
const Entry = ({ service, today, trust }: EntryProps): ReactElement => {
  const years = yearsOld(service.source.asOf, today);
  const age = years >= 2 ? `${years} years old` : `from ${dateOfSource(service.source.asOf)}`;
  return (
    <>
      {service.status === 'temporarily closed' ? <Tag meaning="stopped">Closed for now</Tag> : null}
      {trust?.checked ? `Checked ${dayOf(trust.checked.at)}` : `Not checked, ${age}`}
      {trust ? <ListMarks trust={trust} /> : null}
    </>
  );
};

const ASK = /: not known, ask them$/;

/** Reasons in words: what is known, then in one line what to ask. */
const Why = ({ service }: { service: FoundService }): ReactElement => {
  const toAsk = service.reasons.filter(({ words }) => ASK.test(words));
  const said = service.reasons.filter(({ words }) => !ASK.test(words));
  return (
    <ul className="nhsuk-list">
      {said.map(({ words }) => (
        <li key={words}>
          <Bdi>{words}</Bdi>
        </li>
      ))}
      {toAsk.length === 0 ? null : (
        <li className="fb-missing">
          Not known, ask them: {toAsk.map(({ words }) => words.replace(ASK, '')).join('; ')}
        </li>
      )}
    </ul>
  );
};

/** Of one list. `numbers`: of each of its services, as the map has them. */
export function columnsOf(
  { found, trail, today, picked, trust }: Omit<ResultsShown, 'search' | 'looser' | 'narrow' | 'unknownHref'>,
  services: readonly FoundService[],
  numbers: ReadonlyMap<string, number>,
): Column<FoundService>[] {
  // A kind says itself in its own column: where nothing else was asked, this one would be empty.
  const wished = services.some(({ reasons }) => reasons.length > 0);
  const distance: Column<FoundService> = {
    heading: 'Distance',
    cell: service => <Distance service={service} />,
  };
  const why: Column<FoundService> = {
    heading: 'What you asked for',
    cell: service => <Why service={service} />,
  };
  return [
    {
      heading: 'Service',
      rowHeader: true,
      cell: service => <Name service={service} trail={trail} number={numbers.get(service.id) ?? 0} />,
    },
    ...(wished ? [why] : []),
    { heading: 'Kind', cell: service => listed(kindsShown(service).map(kind => kind.label)) || 'Not known' },
    { heading: 'Where', cell: service => <Where service={service} /> },
    ...(found.place === null ? [] : [distance]),
    {
      heading: 'Phone',
      cell: service => (service.phone === null ? 'Not known' : <PhoneLink number={service.phone} />),
    },
    {
      heading: 'This entry',
      cell: service => <Entry service={service} today={today} trust={trust.get(service.id)} />,
    },
    {
      heading: 'Choose',
      headingHidden: true,
      cell: service => <Choose service={service} trail={trail} picked={picked.has(service.id)} />,
    },
  ];
}

const Distance = ({ service: { distanceKm, places } }: { service: FoundService }): ReactElement => {
  if (distanceKm === null) return <>Not known</>;
  const about = places.every(({ exact }) => exact) ? '' : 'about ';
  return <span>{`${about}${distanceInWords(distanceKm)}`}</span>;
};

type ChooseProps = { readonly service: FoundService; readonly trail: Trail; readonly picked: boolean };

const Choose = ({ service, trail, picked }: ChooseProps): ReactElement => {
  const name = <span className="nhsuk-u-visually-hidden">: {service.name}</span>;
  return (
    <>
      {trail.step === null ? null : (
        <ButtonForm
          action={`/steps/${trail.step}/service`}
          hidden={{ service: service.id }}
          variant="secondary"
          small
        >
          Choose <span className="nhsuk-u-visually-hidden">{service.name} </span>for this step
        </ButtonForm>
      )}
      {picked ? (
        <span className="fb-missing">On your shortlist</span>
      ) : (
        <ButtonForm
          action="/directory/shortlist"
          hidden={{ add: service.id, ...backOf(trail) }}
          variant="secondary"
          small
        >
          Shortlist{name}
        </ButtonForm>
      )}
    </>
  );
};
