// The fields of a service on its page: each with its value, whether it is disputed, and the way to say that it is wrong.
import type { ReactElement, ReactNode } from 'react';
import type { Service, ServiceField, ServicePlace, ServiceTrust } from '#directory';
import { Bdi, SummaryList, type SummaryRow } from '#ui';
import { serviceHref, type Trail } from './links.ts';
import { DisputedMark } from './trust/marks.tsx';
import { listed } from './words.ts';

export type FieldsProps = {
  readonly service: Service;
  readonly trust: ServiceTrust;
  /** A line a session; null when its source says more than days of the week with hours. */
  readonly opening: string | null;
  readonly trail: Trail;
};

export const NOT_SAID = 'The source does not say';

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
export const Link = ({ href }: { href: string }): ReactElement => (
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

/** The address at which this field is reported. */
export const wrongHref = (
  { service, trail }: Pick<FieldsProps, 'service' | 'trail'>,
  field?: string,
): string => {
  const [path, query] = serviceHref(trail, service.id).split('?');
  const pairs = new URLSearchParams(query);
  if (field !== undefined) pairs.set('field', field);
  return `${path}/wrong${pairs.size > 0 ? `?${pairs}` : ''}`;
};

type Field = {
  readonly field: ServiceField;
  readonly key: string;
  readonly value: ReactNode;
  readonly missing?: string;
};

const isSaid = (value: ReactNode): boolean => value !== null && value !== '';

const isDisputed = ({ trust }: FieldsProps, field: string): boolean =>
  trust.disputed.some(dispute => dispute.field === field);

/** A value, whether it is disputed, and the way to say that it is wrong. That nothing is said can be wrong, too. */
const rowOf = (props: FieldsProps, { field, key, value, missing = NOT_SAID }: Field): SummaryRow => ({
  key,
  value:
    isSaid(value) || isDisputed(props, field) ? (
      <>
        {isSaid(value) ? value : <span className="fb-missing">{missing}</span>}
        <DisputedMark trust={props.trust} field={field} />
      </>
    ) : null,
  missing,
  actions: [{ href: wrongHref(props, field), text: 'This is wrong', hiddenText: key.toLowerCase() }],
});

const openingOf = (opening: string | null): ReactNode =>
  opening === null
    ? 'On special days or dates: ask them'
    : opening.split('\n').map(line => <p key={line}>{line}</p>);

const reachFields = ({ service, opening }: FieldsProps): readonly Field[] => [
  { field: 'phone', key: 'Phone', value: phonesOf(service) },
  { field: 'email', key: 'Email', value: service.email === null ? null : <Bdi>{service.email}</Bdi> },
  { field: 'url', key: 'Website', value: service.url === null ? null : <Link href={service.url} /> },
  {
    field: 'address',
    key: 'Address',
    value:
      service.places.length === 0
        ? null
        : service.places.map(place => <Address key={place.lines.join()} place={place} />),
    missing: 'No address: it may be online, by phone or in several places',
  },
  { field: 'areas', key: 'Areas', value: service.areas.join(', ') },
  { field: 'opening', key: 'Opening times', value: opening === '' ? null : openingOf(opening) },
];

/** What the source says of whom it is for; what it does not say is one line, not seven. */
const factsOf = (service: Service): readonly (Field & { readonly value: string | null })[] => [
  { field: 'eligibility', key: 'Who it is for', value: service.eligibility },
  { field: 'ages', key: 'Ages', value: agesOf(service) },
  { field: 'application', key: 'How to apply', value: service.applicationProcess },
  { field: 'cost', key: 'Cost', value: service.feesDescription },
  { field: 'languages', key: 'Languages spoken there', value: service.languages.join(', ') || null },
  { field: 'interpreted', key: 'Languages by interpreter', value: service.interpreted.join(', ') || null },
  { field: 'interpreting', key: 'Interpreters', value: service.interpretationServices },
  { field: 'wait', key: 'Waiting time', value: service.waitTime },
];

export const ForWhom = (props: FieldsProps): ReactElement => {
  const facts = factsOf(props.service);
  const isShown = ({ field, value }: Field) => value !== null || isDisputed(props, field);
  const unsaid = facts.filter(fact => !isShown(fact)).map(({ key }) => key.toLowerCase());
  const said = facts.filter(isShown);
  return (
    <>
      {said.length === 0 ? null : <SummaryList rows={said.map(fact => rowOf(props, fact))} />}
      {unsaid.length === 0 ? null : (
        <p>The source says nothing about: {listed(unsaid)}. Ask when you ring.</p>
      )}
    </>
  );
};

export const HowToReach = (props: FieldsProps): ReactElement => (
  <SummaryList rows={reachFields(props).map(field => rowOf(props, field))} />
);
