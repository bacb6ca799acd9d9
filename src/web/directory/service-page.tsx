// One service whole: what it is, where, how to reach it, whom it is for, and how far the entry can be trusted.
import type { ReactElement, ReactNode } from 'react';
import type { Temporal } from 'temporal-polyfill';
import type { Service, ServicePlace } from '#directory';
import { foldForSearch, formatDay, instantOf, londonDay } from '#kernel';
import { Bdi, ButtonForm, InsetText, Layout, PageHeading, SummaryList, Tag, WarningCallout } from '#ui';
import { directoryHref, type Trail } from './links.ts';
import { checkedInWords, dateOfSource, listed, whenOfSource, yearsOld } from './words.ts';

type Props = { readonly service: Service; readonly trail: Trail; readonly today: Temporal.PlainDate };

const NOT_SAID = 'The source does not say';

const LEFT_OUT: Record<NonNullable<Service['leftOut']>, string> = {
  'outside-uk': 'This service is outside the United Kingdom, so searches leave it out.',
  internal: 'This entry is only for people of the organisation that listed it, so searches leave it out.',
  removed: 'This entry was taken out of the directory, so searches leave it out.',
};

const OldEntry = ({ service, today }: Props): ReactElement => {
  const years = yearsOld(service.source.asOf, today);
  return (
    <WarningCallout heading={years >= 2 ? 'This entry is old' : 'This entry has not been checked'}>
      <p>
        It comes from {service.source.name}, as it was {whenOfSource(service.source.asOf)}
        {years >= 2 ? `: ${years} years ago` : ''}. Nobody at your service has checked it yet. Ring or write
        before you send anyone.
      </p>
    </WarningCallout>
  );
};

/** Paragraphs and dotted lists of a plain text. */
const Text = ({ text }: { text: string }): ReactElement => (
  <>
    {text.split('\n\n').map((paragraph, index) => {
      const lines = paragraph.split('\n');
      const key = `${index}-${paragraph.slice(0, 20)}`;
      return lines.every(line => line.startsWith('• ')) ? (
        <ul key={key} className="nhsuk-list nhsuk-list--bullet" dir="auto">
          {lines.map(line => (
            <li key={line}>{line.slice(2)}</li>
          ))}
        </ul>
      ) : (
        <p key={key} dir="auto">
          {lines.flatMap((line, at) => (at === 0 ? [line] : [<br key={line} />, line]))}
        </p>
      );
    })}
  </>
);

const Address = ({ place }: { place: ServicePlace }): ReactElement => (
  <p>
    {[...place.lines, ...(place.postcode === null ? [] : [place.postcode])].map(line => (
      <span key={line}>
        <Bdi>{line}</Bdi>
        <br />
      </span>
    ))}
    {place.confidential
      ? 'The address is confidential. Ask the service where to go.'
      : place.placed
        ? null
        : 'We do not know where this is on the map.'}
  </p>
);

/** Opens elsewhere: a listed address is not ours, so it hears neither where the reader came from nor that it was we. */
const Link = ({ href }: { href: string }): ReactElement => (
  <a href={href} rel="noreferrer noopener nofollow">
    <Bdi>{href}</Bdi>
  </a>
);

const agesOf = ({ minimumAge, maximumAge }: Service): string | null => {
  if (minimumAge !== null && maximumAge !== null) return `${minimumAge} to ${maximumAge} years`;
  if (minimumAge !== null) return `${minimumAge} years and over`;
  return maximumAge === null ? null : `Up to ${maximumAge} years`;
};

const phonesOf = ({ phones }: Service): ReactNode =>
  phones.length === 0
    ? null
    : phones.map(phone => (
        <p key={phone.number}>
          <a href={`tel:${phone.number.replace(/[^\d+]/g, '')}`}>
            <Bdi>{phone.number}</Bdi>
          </a>
          {phone.extension === null ? '' : `, extension ${phone.extension}`}
          {phone.description === null ? '' : ` (${phone.description})`}
        </p>
      ));

const reachRows = (service: Service) => [
  { key: 'Phone', value: phonesOf(service), missing: NOT_SAID },
  { key: 'Email', value: service.email === null ? null : <Bdi>{service.email}</Bdi>, missing: NOT_SAID },
  { key: 'Website', value: service.url === null ? null : <Link href={service.url} />, missing: NOT_SAID },
  {
    key: 'Address',
    value:
      service.places.length === 0
        ? null
        : service.places.map(place => <Address key={place.lines.join()} place={place} />),
    missing: 'No address: it may be online, by phone or in several places',
  },
  { key: 'Areas', value: service.areas.join(', '), missing: NOT_SAID },
];

/** What the source says of whom it is for; what it does not say is one line, not seven. */
const factsOf = (service: Service): readonly { readonly key: string; readonly value: string | null }[] => [
  { key: 'Who it is for', value: service.eligibility },
  { key: 'Ages', value: agesOf(service) },
  { key: 'How to apply', value: service.applicationProcess },
  { key: 'Cost', value: service.feesDescription },
  { key: 'Languages spoken there', value: service.languages.join(', ') || null },
  { key: 'Languages by interpreter', value: service.interpreted.join(', ') || null },
  { key: 'Interpreters', value: service.interpretationServices },
  { key: 'Waiting time', value: service.waitTime },
];

const ForWhom = ({ service }: { service: Service }): ReactElement => {
  const facts = factsOf(service);
  const unsaid = facts.filter(({ value }) => value === null).map(({ key }) => key.toLowerCase());
  const said = facts.filter(({ value }) => value !== null);
  return (
    <>
      {said.length === 0 ? null : <SummaryList rows={said} />}
      {unsaid.length === 0 ? null : (
        <p>The source says nothing about: {listed(unsaid)}. Ask when you ring.</p>
      )}
    </>
  );
};

const trustRows = (service: Service) => [
  { key: 'Last checked', value: checkedInWords(service.lastChecked) },
  {
    key: 'Source',
    value: (
      <>
        {service.source.name}, {dateOfSource(service.source.asOf)}. <Link href={service.source.url} />
      </>
    ),
  },
  {
    key: 'Changed by the source',
    value: service.lastModified === null ? null : formatDay(londonDay(instantOf(service.lastModified))),
    missing: NOT_SAID,
  },
  {
    key: 'Licence',
    value: (
      <>
        {service.source.licence}. {service.source.attribution}
      </>
    ),
  },
  {
    key: 'Codes',
    value: service.organization.identifiers.map(({ type, identifier }) => `${type} ${identifier}`).join(', '),
    missing: 'None',
  },
];

const sameWords = (a: string, b: string): boolean => foldForSearch(a) === foldForSearch(b);

export const ServicePage = ({ service, trail, today }: Props): ReactElement => (
  <Layout title={service.name} back={{ href: directoryHref(trail), text: 'Back to the search' }}>
    <PageHeading
      caption={
        sameWords(service.organization.name, service.name) ? undefined : (
          <Bdi>{service.organization.name}</Bdi>
        )
      }
    >
      <Bdi>{service.name}</Bdi>
    </PageHeading>
    <p>
      {service.kinds.map(kind => (
        <span key={kind.code}>
          <Tag>{kind.label}</Tag>{' '}
        </span>
      ))}
    </p>
    {service.leftOut === null ? null : <InsetText>{LEFT_OUT[service.leftOut]}</InsetText>}
    {service.alert === null ? null : <InsetText>{service.alert}</InsetText>}
    {service.lastChecked === null ? <OldEntry service={service} trail={trail} today={today} /> : null}
    {service.description === null ? <p>{NOT_SAID} what it does.</p> : <Text text={service.description} />}
    {trail.step === null ? null : (
      <div className="nhsuk-u-margin-bottom-5">
        <ButtonForm action={`/steps/${trail.step}/service`} hidden={{ service: service.id }}>
          Choose for this step
        </ButtonForm>
      </div>
    )}
    <h2>How to reach it</h2>
    <SummaryList rows={reachRows(service)} />
    <h2>Who it is for</h2>
    <ForWhom service={service} />
    <h2>How sure we are</h2>
    <SummaryList rows={trustRows(service)} />
  </Layout>
);
