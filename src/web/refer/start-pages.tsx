// Where making a referral starts: for staff, and for anybody on an organisation's public page.
import type { ReactElement } from 'react';
import { INTERVENTION_GROUPS } from '#referrals';
import { Details, Form, HiddenField, Layout, PageHeading, SubmitButton } from '#ui';
import { DraftList, type OwnDraft } from './draft-list.tsx';

/** The wider range in short, so that a referrer sees it before starting (guidance R1). */
const WiderRange = (): ReactElement => (
  <Details summary="What people can get help with">
    <ul className="nhsuk-list nhsuk-list--bullet">
      {INTERVENTION_GROUPS.map(({ heading, interventions }) => (
        <li key={heading}>
          <strong>{heading}:</strong> {interventions.map(({ label }) => label.toLowerCase()).join(', ')}
        </li>
      ))}
    </ul>
  </Details>
);

export const StaffStartPage = ({ drafts }: { drafts: readonly OwnDraft[] }): ReactElement => (
  <Layout title="Refer someone">
    <PageHeading>Refer someone</PageHeading>
    <p>It takes about 5 minutes. “Not known” is always an answer, and what you type is kept as you go.</p>
    <WiderRange />
    <Form action="/refer/start">
      <SubmitButton>Start</SubmitButton>
    </Form>
    <DraftList drafts={drafts} base="/refer" />
  </Layout>
);

type ProfessionalStartProps = {
  readonly organisation: string;
  readonly base: string;
  readonly drafts: readonly OwnDraft[];
};

export const ProfessionalStartPage = ({
  organisation,
  base,
  drafts,
}: ProfessionalStartProps): ReactElement => (
  <Layout title={`Refer someone to ${organisation}`} back={base}>
    <PageHeading caption={organisation}>Refer someone</PageHeading>
    <p>
      For anybody who works with people: GP practices, hospitals, councils, charities, schools. You do not
      need an account. It takes about 5 minutes, and “not known” is always an answer.
    </p>
    <WiderRange />
    <Form action={`${base}/start`}>
      <HiddenField name="journey" value="professional" />
      <SubmitButton>Start</SubmitButton>
    </Form>
    <DraftList drafts={drafts} base={base} visitor />
  </Layout>
);
