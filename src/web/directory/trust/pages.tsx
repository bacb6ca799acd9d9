// "This is wrong": the page on which a field is reported, and the list of what became of one's own reports.
import type { ReactElement } from 'react';
import {
  CLOSED,
  type DisputeState,
  FIELD_GROUPS,
  fieldLabel,
  type OwnReport,
  type Service,
} from '#directory';
import {
  Bdi,
  ButtonForm,
  type Column,
  EmptyState,
  type FieldErrors,
  Form,
  type FormValues,
  HiddenField,
  Layout,
  PageHeading,
  Pagination,
  RadiosField,
  SubmitButton,
  Table,
  Tag,
  type TagMeaning,
  TextAreaField,
} from '#ui';
import { backOf, serviceHref, type Trail } from '../links.ts';
import { dayOf } from './marks.tsx';

type WrongProps = {
  readonly service: Pick<Service, 'id' | 'name'>;
  readonly trail: Trail;
  readonly values: FormValues;
  readonly errors?: FieldErrors;
};

export const WrongPage = ({ service, trail, values, errors }: WrongProps): ReactElement => (
  <Layout
    title="What is wrong?"
    back={{ href: serviceHref(trail, service.id), text: 'Back' }}
    errors={errors}
  >
    <PageHeading caption={<Bdi>{service.name}</Bdi>}>What is wrong?</PageHeading>
    <p>
      It is marked as disputed at once, for everybody who uses this directory. Only your own organisation can
      see that you said so. Somebody who looks after the directory finds out, and you see what became of it.
    </p>
    <Form action={`/directory/services/${service.id}/wrong`} values={values} errors={errors}>
      {Object.entries(backOf(trail)).map(([name, value]) => (
        <HiddenField key={name} name={name} value={value} />
      ))}
      <RadiosField
        name="field"
        label="Choose one"
        small
        options={[
          { value: CLOSED, label: fieldLabel(CLOSED), hint: 'For good, or nobody is there any more' },
        ]}
        groups={FIELD_GROUPS.map(({ heading, fields }) => ({
          heading,
          options: fields.map(field => ({ value: field, label: fieldLabel(field) })),
        }))}
      />
      <TextAreaField
        name="said"
        label="What is right, if you know it? (optional)"
        hint="For whoever looks into it. Write about the service only, and about no person."
        rows={3}
        maxLength={300}
      />
      <SubmitButton>Report it</SubmitButton>
    </Form>
  </Layout>
);

const STATES: Readonly<Record<DisputeState, { readonly text: string; readonly meaning: TagMeaning }>> = {
  open: { text: 'Being looked into', meaning: 'waiting' },
  right: { text: 'Right as it is', meaning: 'neutral' },
  corrected: { text: 'Corrected', meaning: 'done' },
  unknown: { text: 'Could not be found out', meaning: 'attention' },
  withdrawn: { text: 'Taken back', meaning: 'neutral' },
};

const Became = ({ report }: { readonly report: OwnReport }): ReactElement => (
  <>
    <Tag meaning={STATES[report.state].meaning}>{STATES[report.state].text}</Tag>
    {report.endedAt === null ? null : ` on ${dayOf(report.endedAt)}`}
    {report.endedBy === null ? null : (
      <>
        {' '}
        by <Bdi>{report.endedBy}</Bdi>
      </>
    )}
  </>
);

type ReportsProps = {
  readonly reports: readonly OwnReport[];
  readonly total: number;
  readonly page: number;
  readonly pageSize: number;
};

const REPORT_COLUMNS: readonly Column<OwnReport>[] = [
  {
    heading: 'Service',
    rowHeader: true,
    cell: ({ serviceId, serviceName }) => (
      <a href={`/directory/services/${serviceId}`}>
        <Bdi>{serviceName}</Bdi>
      </a>
    ),
  },
  {
    heading: 'What was wrong',
    cell: ({ field, said }) => (
      <>
        {fieldLabel(field)}
        {said === null ? null : (
          <>
            <br />
            <span className="fb-missing">
              You wrote: <Bdi>{said}</Bdi>
            </span>
          </>
        )}
      </>
    ),
  },
  { heading: 'Reported', cell: ({ at }) => dayOf(at) },
  { heading: 'What became of it', cell: report => <Became report={report} /> },
  {
    heading: 'Take back',
    headingHidden: true,
    cell: ({ id, state, serviceName }) =>
      state === 'open' ? (
        <ButtonForm action="/directory/reports/withdraw" hidden={{ report: id }} variant="secondary" small>
          Take it back<span className="nhsuk-u-visually-hidden">: {serviceName}</span>
        </ButtonForm>
      ) : null,
  },
];

export const ReportsPage = ({ reports, total, page, pageSize }: ReportsProps): ReactElement => (
  <Layout title="What you reported" back={{ href: '/directory', text: 'Find a service' }} wide>
    <PageHeading>What you reported</PageHeading>
    <Table
      caption="Your reports, the newest first"
      rows={reports}
      rowKey={({ id }) => id}
      empty={
        <EmptyState title="You have reported nothing yet">
          <p>On the page of a service, press “This is wrong” beside what is wrong.</p>
        </EmptyState>
      }
      columns={REPORT_COLUMNS}
    />
    <Pagination
      page={page}
      pageSize={pageSize}
      total={total}
      things="reports"
      hrefFor={to => `/directory/reports?page=${to}`}
    />
  </Layout>
);
