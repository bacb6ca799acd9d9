// The fields of a service on its page: each with its value, whether it is disputed, and the way to say that it is wrong.
import type { ReactElement, ReactNode } from 'react';
import {
  type ChoiceField,
  chosenIn,
  type EntryText,
  fieldLabel,
  isReferralNewsOld,
  type Service,
  type ServiceField,
  type ServicePlace,
  type ServiceTrust,
  takingIn,
} from '#directory';
import { formatDay } from '#kernel';
import { Bdi, SummaryList, type SummaryRow } from '#ui';
import { PhoneLink } from '#web';
import { serviceHref, type Trail } from './links.ts';
import { DisputedMark } from './trust/marks.tsx';

export type FieldsProps = {
  readonly service: Service;
  readonly trust: ServiceTrust;
  /** Its opening is a line a session; null when its source says more than days of the week with hours. */
  readonly entry: EntryText;
  /** 'YYYY-MM-DD' in London. */
  readonly day: string;
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
          <PhoneLink number={phone.number} />
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

const reachFields = ({ service, entry: { opening } }: FieldsProps): readonly Field[] => [
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

type Said = Field & { readonly value: string | null };

/** What was said of referrals a season ago is shown with its day, and as what it is: not known now. */
function takingWords({ entry, day }: FieldsProps): string | null {
  const taking = takingIn(entry.taking ?? '');
  if (taking === null) return null;
  const said =
    taking.day === null
      ? `${taking.says}, on no day we know`
      : `${taking.says}, said on ${formatDay(taking.day)}`;
  return isReferralNewsOld(taking.day, day) ? `Not known now: ask them. ${said}.` : said;
}

const choice = ({ entry }: FieldsProps, field: ChoiceField): Said => ({
  field,
  key: fieldLabel(field),
  value: chosenIn(entry[field] ?? '').join(', ') || null,
});

const priceWords = ({ option, amount, currency, about }: Service['prices'][number]): string => {
  const money = currency === null || currency === 'GBP' ? `£${amount?.toFixed(2)}` : `${amount} ${currency}`;
  const price = amount === null ? null : amount === 0 ? 'free' : money;
  return [option, [price, about].filter(Boolean).join(', ')].filter(Boolean).join(': ');
};

/** What is said in words, and each price; a source that says "Free" twice is shown once. */
const costOf = ({ feesDescription, prices }: Service): string | null => {
  const said = [feesDescription ?? '', ...prices.map(priceWords)].filter(text => text !== '');
  return [...new Set(said)].join('. ') || null;
};

/** A document with a page of its own is on the website. */
const documentsOf = ({ documents }: EntryText): string | null =>
  documents === null ? 'Some: see its website' : documents.split('\n').join(', ') || null;

/** What is said of whom it is for and what it asks; what nobody said is one line, not twenty. */
const factsOf = (props: FieldsProps): readonly Said[] => {
  const { service, entry } = props;
  return [
    { field: 'eligibility', key: 'Who it is for', value: service.eligibility },
    { field: 'ages', key: 'Ages', value: agesOf(service) },
    choice(props, 'attending'),
    { field: 'languages', key: 'Languages spoken there', value: service.languages.join(', ') || null },
    { field: 'interpreted', key: 'Languages by interpreter', value: service.interpreted.join(', ') || null },
    { field: 'interpreting', key: 'Interpreters', value: service.interpretationServices },
    { field: 'taking', key: fieldLabel('taking'), value: takingWords(props) },
    choice(props, 'routes'),
    { field: 'application', key: 'How to apply', value: service.applicationProcess },
    { field: 'wait', key: 'Waiting time', value: service.waitTime },
    { field: 'cost', key: 'Cost', value: costOf(service) },
    choice(props, 'travel'),
    ...(['ways', 'format', 'step_free', 'creche'] as const).map(field => choice(props, field)),
    choice(props, 'trauma'),
    choice(props, 'nrpf'),
    choice(props, 'stages'),
    choice(props, 'asks_status'),
    { field: 'documents', key: fieldLabel('documents'), value: documentsOf(entry) },
  ];
};

export const ForWhom = (props: FieldsProps): ReactElement => {
  const facts = factsOf(props);
  const isShown = ({ field, value }: Field) => value !== null || isDisputed(props, field);
  const unsaid = facts.filter(fact => !isShown(fact)).map(({ key }) => key.toLowerCase());
  const said = facts.filter(isShown);
  return (
    <>
      {said.length === 0 ? null : <SummaryList rows={said.map(fact => rowOf(props, fact))} />}
      {unsaid.length === 0 ? null : <p>Nothing is said about: {unsaid.join('; ')}. Ask when you ring.</p>}
    </>
  );
};

export const HowToReach = (props: FieldsProps): ReactElement => (
  <SummaryList rows={reachFields(props).map(field => rowOf(props, field))} />
);
