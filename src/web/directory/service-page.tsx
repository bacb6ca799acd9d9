// One service whole: what it is, where, how to reach it, whom it is for, and how far the entry can be trusted.
import type { ReactElement } from 'react';
import type { Temporal } from 'temporal-polyfill';
import { CLOSED, type FieldCorrection, type OwnCheck, type Service } from '#directory';
import { foldForSearch, formatDay, instantOf, londonDay } from '#kernel';
import {
  Bdi,
  ButtonForm,
  InsetText,
  Layout,
  PageHeading,
  SummaryList,
  type SummaryRow,
  Tag,
  WarningCallout,
} from '#ui';
import { backOf, directoryHref } from './links.ts';
import { type FieldsProps, ForWhom, HowToReach, Link, NOT_SAID, wrongHref } from './service-fields.tsx';
import { BandTag, DisputedMark, isReportedClosed } from './trust/marks.tsx';
import { CheckForm, Corrections, trustRows } from './trust/trust-part.tsx';
import { dateOfSource, whenOfSource, yearsOld } from './words.ts';

type Props = FieldsProps & {
  readonly corrections: readonly FieldCorrection[];
  readonly mayCheck: boolean;
  readonly ownCheck: OwnCheck | null;
  readonly picked: boolean;
  readonly today: Temporal.PlainDate;
};

const LEFT_OUT: Record<NonNullable<Service['leftOut']>, string> = {
  'outside-uk': 'This service is outside the United Kingdom, so searches leave it out.',
  internal: 'This entry is only for people of the organisation that listed it, so searches leave it out.',
  removed: 'This entry was taken out of the directory, so searches leave it out.',
};

const OldEntry = ({ service, today }: Pick<Props, 'service' | 'today'>): ReactElement => {
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

const sourceRows = (service: Service): readonly SummaryRow[] => [
  {
    key: 'Source',
    value: (
      <>
        {service.source.name}, {dateOfSource(service.source.asOf)}.{' '}
        {/^https?:/.test(service.source.url) ? (
          <Link href={service.source.url} />
        ) : (
          <Bdi>{service.source.url}</Bdi>
        )}
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

const STATUSES: Partial<Record<Service['status'], string>> = {
  'temporarily closed': 'This service is closed for now.',
  inactive: 'This service has ended.',
  defunct: 'This service has closed for good.',
};

/** What one must know before reading on. */
const Warnings = ({ service, trust, today }: Props): ReactElement => {
  const closed = STATUSES[service.status];
  return (
    <>
      {service.leftOut === null ? null : <InsetText>{LEFT_OUT[service.leftOut]}</InsetText>}
      {closed === undefined ? null : <InsetText>{closed}</InsetText>}
      {isReportedClosed(trust) ? (
        <WarningCallout heading="Reported closed">
          <p>
            Somebody said that this service has closed. Nobody has looked into it yet. Ring before you send
            anyone.
          </p>
        </WarningCallout>
      ) : null}
      {service.alert === null ? null : <InsetText>{service.alert}</InsetText>}
      {trust.checked === null ? <OldEntry service={service} today={today} /> : null}
    </>
  );
};

const HowSure = (props: Props): ReactElement => {
  const { service, trust, corrections, trail } = props;
  return (
    <>
      <h2>How sure we are</h2>
      <SummaryList rows={[...trustRows(trust), ...sourceRows(service)]} />
      <Corrections corrections={corrections} />
      {props.mayCheck ? (
        <CheckForm
          action={`/directory/services/${service.id}/check`}
          undoAction="/directory/checks/undo"
          own={props.ownCheck}
          back={backOf(trail)}
        />
      ) : null}
    </>
  );
};

const Head = ({ service, trust }: Props): ReactElement => (
  <>
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
      <BandTag band={trust.band} />
    </p>
  </>
);

const Shortlisting = ({ service, trail, picked }: Props): ReactElement =>
  picked ? (
    <p>
      <a href="/directory/shortlist">On your shortlist</a>
    </p>
  ) : (
    <div className="nhsuk-u-margin-bottom-4">
      <ButtonForm
        action="/directory/shortlist"
        hidden={{ add: service.id, from: 'service', ...backOf(trail) }}
        variant="secondary"
        small
      >
        Shortlist
      </ButtonForm>
    </div>
  );

export const ServicePage = (props: Props): ReactElement => {
  const { service, trust, trail } = props;
  return (
    <Layout title={service.name} back={{ href: directoryHref(trail), text: 'Back to the search' }}>
      <Head {...props} />
      <Warnings {...props} />
      <DisputedMark trust={trust} field="name" />
      {service.description === null ? <p>{NOT_SAID} what it does.</p> : <Text text={service.description} />}
      <DisputedMark trust={trust} field="description" />
      {trail.step === null ? null : (
        <div className="nhsuk-u-margin-bottom-5">
          <ButtonForm action={`/steps/${trail.step}/service`} hidden={{ service: service.id }}>
            Choose for this step
          </ButtonForm>
        </div>
      )}
      <Shortlisting {...props} />
      <p>
        <a href={wrongHref(props, CLOSED)}>It has closed</a>
        {' · '}
        <a href={wrongHref(props)}>Something else is wrong</a>
        {' · '}
        <a href="/directory/reports">What you reported</a>
      </p>
      <h2>How to reach it</h2>
      <HowToReach {...props} />
      <h2>Who it is for</h2>
      <ForWhom {...props} />
      <HowSure {...props} />
    </Layout>
  );
};
