// One entry as those who keep the directory see it: what is disputed, what was corrected, links for the service itself, and its history.
import type { ReactElement } from 'react';
import {
  BAND_WORDS,
  CLOSED,
  checkedInWords,
  type Dispute,
  fieldLabel,
  type HistoryEntry,
  type OwnCheck,
  PARTS_ASKED,
  type ProviderLink,
  type Service,
  type ServiceTrust,
  STAFF_METHODS,
} from '#directory';
import { formatDay, formatInstant, instantOf, londonDay } from '#kernel';
import {
  Bdi,
  ButtonForm,
  ButtonGroup,
  ButtonLink,
  Form,
  InsetText,
  Layout,
  PageHeading,
  SelectField,
  SubmitButton,
  SummaryList,
  Table,
  Timeline,
} from '#ui';
import { entryOf } from './history-words.ts';
import { ROOT } from './review-page.tsx';
import { Said } from './said.tsx';

export type CuratedProps = {
  readonly service: Service;
  readonly trust: ServiceTrust;
  readonly disputes: readonly Dispute[];
  readonly history: readonly HistoryEntry[];
  readonly links: readonly ProviderLink[];
  readonly ownCheck: OwnCheck | null;
  readonly now: Date;
};

export const entryHref = (id: string, more = ''): string => `${ROOT}/services/${id}${more}`;
export const dayOf = (at: Date): string => formatDay(londonDay(instantOf(at)));

const Disputes = ({ service, disputes }: CuratedProps): ReactElement => (
  <>
    <h2>Disputed</h2>
    {disputes.length === 0 ? <p>Nothing is disputed.</p> : null}
    {disputes.map(({ field, reports, said, openedAt }) => (
      <InsetText key={field}>
        <h3>{fieldLabel(field)}</h3>
        <p>
          {reports === 1 ? 'Reported once' : `Reported ${reports} times`}, first on {dayOf(openedAt)}.
        </p>
        {said.map(words => (
          <p key={words}>
            {field === CLOSED ? 'They wrote: ' : 'They say that this is right: '}
            <Bdi>{words}</Bdi>
          </p>
        ))}
        <ButtonGroup>
          <ButtonLink href={entryHref(service.id, '/correct')}>
            {field === CLOSED ? 'Mark it closed' : 'Correct it'}
          </ButtonLink>
          <ButtonForm
            action={entryHref(service.id, '/settle')}
            hidden={{ field, state: 'right' }}
            variant="secondary"
          >
            {field === CLOSED ? 'It is still open' : 'It is right as it is'}
          </ButtonForm>
          <ButtonForm
            action={entryHref(service.id, '/settle')}
            hidden={{ field, state: 'unknown' }}
            variant="secondary"
          >
            It cannot be found out
          </ButtonForm>
        </ButtonGroup>
      </InsetText>
    ))}
  </>
);

const Corrected = ({ service, history }: CuratedProps): ReactElement => {
  const inForce = history.filter(entry => entry.kind === 'corrected' && entry.endedAt === null);
  return (
    <>
      <h2>Corrected here</h2>
      <p>
        <a href={entryHref(service.id, '/correct')}>Correct this entry</a>
      </p>
      <Table
        caption="Corrections that hold until the source itself changes the field"
        rows={inForce.flatMap(entry => (entry.kind === 'corrected' ? [entry] : []))}
        rowKey={({ id }) => id}
        empty="Nothing was corrected: everything is as the source says"
        columns={[
          { heading: 'Field', rowHeader: true, cell: ({ field }) => fieldLabel(field) },
          { heading: 'Says now', cell: ({ value }) => <Said text={value} /> },
          { heading: 'Source says', cell: ({ sourceValue }) => <Said text={sourceValue} /> },
          { heading: 'By', cell: ({ madeBy }) => <Bdi>{madeBy}</Bdi> },
          {
            heading: 'Undo',
            headingHidden: true,
            cell: ({ id, field }) => (
              <ButtonForm
                action={entryHref(service.id, '/take-back')}
                hidden={{ correction: id }}
                variant="secondary"
                small
              >
                As the source says<span className="nhsuk-u-visually-hidden">: {fieldLabel(field)}</span>
              </ButtonForm>
            ),
          },
        ]}
      />
    </>
  );
};

const Checked = ({ service, ownCheck }: CuratedProps): ReactElement => (
  <>
    <h2>Record a check</h2>
    <Form action={entryHref(service.id, '/check')} label="Record a check">
      <SelectField
        name="method"
        label="How did you check?"
        empty={null}
        options={Object.entries(STAFF_METHODS).map(([value, label]) => ({ value, label }))}
      />
      <SubmitButton variant="secondary" name="back" value="service">
        It is right as it is
      </SubmitButton>
    </Form>
    {ownCheck === null ? null : (
      <>
        <p>
          You checked it on {dayOf(ownCheck.at)} {STAFF_METHODS[ownCheck.method].toLowerCase()}.
        </p>
        <ButtonForm
          action={entryHref(service.id, '/undo-check')}
          hidden={{ check: ownCheck.id }}
          variant="secondary"
          small
        >
          Take your check back
        </ButtonForm>
      </>
    )}
  </>
);

const missingInWords = ({ missing }: ServiceTrust): string =>
  missing.length === 0 ? '' : `${missing.length} of ${PARTS_ASKED} things: ${missing.join(', ')}`;

const standOf = ({ revokedAt, expiresAt }: ProviderLink, now: Date): string => {
  if (revokedAt) return `Stopped on ${dayOf(revokedAt)}`;
  return expiresAt <= now ? `Ended on ${dayOf(expiresAt)}` : `Works until ${dayOf(expiresAt)}`;
};

const Links = ({ service, links, now }: CuratedProps): ReactElement => (
  <>
    <h2>Let the service answer for itself</h2>
    <p>
      Make a link, and send it to the service yourself, to an address you know is theirs. They need no
      account. They can say that everything is right, or change what is not. It works for 60 days.
    </p>
    <div className="nhsuk-u-margin-bottom-5">
      <ButtonForm action={entryHref(service.id, '/links')} variant="secondary">
        Make a link
      </ButtonForm>
    </div>
    {links.length === 0 ? null : (
      <Table
        caption="Links made by your organisation"
        rows={links}
        rowKey={({ id }) => id}
        columns={[
          { heading: 'Made', rowHeader: true, cell: ({ madeAt }) => dayOf(madeAt) },
          {
            heading: 'Answered',
            cell: ({ usedAt }) => (usedAt ? formatInstant(instantOf(usedAt)) : 'Not yet'),
          },
          { heading: 'Now', cell: link => standOf(link, now) },
          {
            heading: 'Stop',
            headingHidden: true,
            cell: ({ id, revokedAt, expiresAt }) =>
              revokedAt || expiresAt <= now ? null : (
                <ButtonForm
                  action={entryHref(service.id, '/links/stop')}
                  hidden={{ link: id }}
                  variant="secondary"
                  small
                >
                  Stop this link
                </ButtonForm>
              ),
          },
        ]}
      />
    )}
  </>
);

export const CuratedPage = (props: CuratedProps): ReactElement => {
  const { service, trust, history } = props;
  return (
    <Layout title={service.name} back={{ href: `${ROOT}/review`, text: 'What to check next' }}>
      <PageHeading caption={<Bdi>{service.organization.name}</Bdi>}>
        <Bdi>{service.name}</Bdi>
      </PageHeading>
      <SummaryList
        rows={[
          { key: 'Trust', value: `${trust.score} of 100: ${BAND_WORDS[trust.band]}` },
          {
            key: 'Why',
            value: (
              <ul className="nhsuk-list">
                {trust.reasons.map(({ points, words }) => (
                  <li key={words}>
                    {points > 0 ? points : `−${-points}`}: {words}
                  </li>
                ))}
              </ul>
            ),
          },
          { key: 'Last check', value: checkedInWords(trust) },
          { key: 'Next check due', value: formatDay(trust.dueOn) },
          { key: 'Missing', value: missingInWords(trust), missing: 'Nothing' },
          { key: 'Source', value: <Bdi>{service.source.name}</Bdi> },
        ]}
      />
      <Disputes {...props} />
      <Checked {...props} />
      <Corrected {...props} />
      <Links {...props} />
      <h2>What happened to it</h2>
      {history.length === 0 ? <p>Nothing yet.</p> : <Timeline entries={history.map(entryOf)} />}
    </Layout>
  );
};
