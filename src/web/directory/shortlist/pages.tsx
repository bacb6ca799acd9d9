// Pages of shortlists: in hand, the link just made, and what the link opens, fit to be printed.
import type { ReactElement, ReactNode } from 'react';
import type { HandedOut, SharedShortlist } from '#directory';
import { formatDay, instantOf, londonDay } from '#kernel';
import {
  Bdi,
  ButtonForm,
  ButtonGroup,
  EmptyState,
  InsetText,
  Layout,
  PageHeading,
  SummaryList,
  type SummaryRow,
  Table,
} from '#ui';
import { PhoneLink } from '#web';
import { Link } from '../service-fields.tsx';
import { counted, dateOfSource } from '../words.ts';

const dayOf = (date: Date): string => formatDay(londonDay(instantOf(date)));

const whereOf = ({ address, postcode, areas }: HandedOut): string =>
  [address, postcode].filter(Boolean).join(', ') || areas.join(', ') || 'No address';

const lines = (text: string): ReactNode =>
  text === '' ? null : text.split('\n').map(line => <p key={line}>{line}</p>);

/** Where and how to reach it are always told; the rest where it is known. */
const rowsOf = (service: HandedOut): readonly SummaryRow[] => [
  { key: 'Where', value: <Bdi>{whereOf(service)}</Bdi> },
  {
    key: 'Phone',
    value: service.phone === null ? null : <PhoneLink number={service.phone} />,
    missing: 'Not known',
  },
  {
    key: 'Website',
    value: service.url === null ? null : <Link href={service.url} />,
    missing: 'Not known',
  },
  ...[
    { key: 'Opening times', value: lines(service.opening) },
    { key: 'Cost', value: lines(service.cost) },
    { key: 'Languages', value: lines(service.languages) },
  ].filter(({ value }) => value !== null),
];

/** A service as it is handed to a person: what it is, where, when, for how much, and how to reach it. */
const Service = ({ service, href }: { service: HandedOut; href: string | null }): ReactElement => (
  <section>
    <h2>
      <Bdi>{href === null ? service.name : <a href={href}>{service.name}</a>}</Bdi>
    </h2>
    {service.description === null ? null : <p dir="auto">{service.description.split('\n')[0]}</p>}
    <SummaryList rows={rowsOf(service)} />
    <p className="fb-missing">
      {service.lastChecked === null
        ? `From ${service.source.name}, ${dateOfSource(service.source.asOf)}. Not checked since: ask before you go.`
        : `Checked on ${dayOf(service.lastChecked)}.`}
    </p>
  </section>
);

type InHand = {
  readonly services: readonly HandedOut[];
  readonly shared: readonly SharedShortlist[];
  readonly now: Date;
};

const Links = ({ shared, now }: InHand): ReactElement | null =>
  shared.length === 0 ? null : (
    <Table
      caption="Links you made"
      columns={[
        { heading: 'Made on', rowHeader: true, cell: ({ sharedAt }) => dayOf(sharedAt) },
        { heading: 'Services', cell: ({ serviceIds }) => String(serviceIds.length) },
        {
          heading: 'Works until',
          cell: ({ expiresAt, revokedAt }) =>
            revokedAt
              ? `Stopped on ${dayOf(revokedAt)}`
              : expiresAt <= now
                ? `Ended on ${dayOf(expiresAt)}`
                : dayOf(expiresAt),
        },
        {
          heading: 'Stop',
          headingHidden: true,
          cell: ({ id, revokedAt, expiresAt }) =>
            revokedAt || expiresAt <= now ? null : (
              <ButtonForm action={`/directory/shortlists/${id}/revoke`} variant="secondary" small>
                Stop this link
              </ButtonForm>
            ),
        },
      ]}
      rows={shared}
      rowKey={({ id }) => id}
    />
  );

export const ShortlistPage = (props: InHand): ReactElement => (
  <Layout title="Your shortlist" back={{ href: '/directory', text: 'Find a service' }}>
    <PageHeading>Your shortlist</PageHeading>
    {props.services.length === 0 ? (
      <EmptyState title="Nothing on it yet">
        <p>Press “Shortlist” beside a service in a search.</p>
      </EmptyState>
    ) : (
      <>
        <p>
          {counted(props.services.length)}. A link shows these services to anybody who has it, for 90 days,
          and says nothing about whom they are for.
        </p>
        <ButtonGroup>
          <ButtonForm action="/directory/shortlist/share">Make a link</ButtonForm>
        </ButtonGroup>
      </>
    )}
    {props.services.map(service => (
      <div key={service.id} className="nhsuk-u-margin-bottom-6">
        <Service service={service} href={`/directory/services/${service.id}`} />
        <ButtonForm action="/directory/shortlist" hidden={{ remove: service.id }} variant="secondary" small>
          Take off<span className="nhsuk-u-visually-hidden">: {service.name}</span>
        </ButtonForm>
      </div>
    ))}
    <Links {...props} />
  </Layout>
);

type Made = { readonly link: string; readonly services: readonly HandedOut[]; readonly expiresAt: Date };

export const LinkMadePage = ({ link, services, expiresAt }: Made): ReactElement => (
  <Layout title="The link is made" back={{ href: '/directory/shortlist', text: 'Your shortlist' }}>
    <PageHeading>The link is made</PageHeading>
    <InsetText>
      <p>
        <a href={link} className="fb-reference">
          {link}
        </a>
      </p>
      <p>Copy it now: it is not kept and cannot be shown again.</p>
    </InsetText>
    <p>
      It shows {counted(services.length)} to anybody who has it, until {dayOf(expiresAt)}. You can stop it
      earlier on the page of your shortlist. Your next shortlist begins empty.
    </p>
  </Layout>
);

type Shared = {
  readonly services: readonly HandedOut[];
  readonly shortlist: SharedShortlist;
  readonly organisation: string;
};

export const SharedShortlistPage = ({ services, shortlist, organisation }: Shared): ReactElement => (
  <Layout title="Services that may help">
    <PageHeading caption={organisation}>Services that may help</PageHeading>
    <p>
      Put together on {dayOf(shortlist.sharedAt)}. This page can be opened until {dayOf(shortlist.expiresAt)},
      and printed.
    </p>
    {services.map(service => (
      <Service key={service.id} service={service} href={null} />
    ))}
  </Layout>
);
