// Pages of shortlists: in hand, the link just made, and what the link opens, fit to be printed.
import type { ReactElement } from 'react';
import type { HandedOut, SharedShortlist } from '#directory';
import { OFFERED_LANGUAGES, translator } from '#translations';
import { Bdi, ButtonForm, ButtonGroup, EmptyState, InsetText, Layout, PageHeading, Table } from '#ui';
import { dayIn, sayIn, UnreviewedMark } from '#web';
import { counted } from '../words.ts';
import { HandedOutService } from './handed-out-service.tsx';

const dayOf = (date: Date): string => dayIn('en', date);

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
        <HandedOutService service={service} href={`/directory/services/${service.id}`} />
        <ButtonForm action="/directory/shortlist" hidden={{ remove: service.id }} variant="secondary" small>
          Take off<span className="nhsuk-u-visually-hidden">: {service.name}</span>
        </ButtonForm>
      </div>
    ))}
    <Links {...props} />
  </Layout>
);

type Made = { readonly link: string; readonly services: readonly HandedOut[]; readonly expiresAt: Date };

const inLanguage = (link: string, language: string): string =>
  language === 'en' ? link : `${link}?language=${language}`;

export const LinkMadePage = ({ link, services, expiresAt }: Made): ReactElement => (
  <Layout title="The link is made" back={{ href: '/directory/shortlist', text: 'Your shortlist' }}>
    <PageHeading>The link is made</PageHeading>
    <InsetText>
      {OFFERED_LANGUAGES.map(({ language, name, direction }) => (
        <p key={language}>
          In{' '}
          <bdi lang={language} dir={direction}>
            {name}
          </bdi>
          :{' '}
          <a href={inLanguage(link, language)} className="fb-reference">
            {inLanguage(link, language)}
          </a>
        </p>
      ))}
      <p>Copy it now, in the language of whoever will read it: it is not kept and cannot be shown again.</p>
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
  /** Of the reader: one that is offered. */
  readonly language: string;
};

export const SharedShortlistPage = ({
  services,
  shortlist,
  organisation,
  language,
}: Shared): ReactElement => {
  const say = sayIn(language);
  return (
    <Layout title={translator(language, { unreviewed: 'marked' })('shortlist.title').text}>
      <UnreviewedMark language={language} />
      <PageHeading caption={<Bdi>{organisation}</Bdi>}>{say('shortlist.title')}</PageHeading>
      <p>
        {say('shortlist.put-together', {
          day: dayIn(language, shortlist.sharedAt),
          end: dayIn(language, shortlist.expiresAt),
        })}
      </p>
      {language === 'en' ? null : <p>{say('shortlist.own-words')}</p>}
      {services.map(service => (
        <HandedOutService key={service.id} service={service} language={language} />
      ))}
    </Layout>
  );
};
