// The page of one gap: another reason, a note for colleagues, and the ways in which it can end.
import type { ReactElement } from 'react';
import { type Gap, needLabel, SAID_REASONS, STEP_REASONS } from '#plans';
import {
  Bdi,
  ButtonForm,
  ButtonGroup,
  type FieldErrors,
  Form,
  type FormValues,
  Layout,
  PageHeading,
  RadiosField,
  SubmitButton,
  TextAreaField,
} from '#ui';
import { whenOf } from '../words.ts';

type Props = {
  readonly gap: Gap;
  readonly personName: string;
  readonly planHref: string;
  readonly values: FormValues;
  readonly errors?: FieldErrors | undefined;
};

export const GapPage = ({ gap, personName, planHref, values, errors }: Props): ReactElement => (
  <Layout title="What was not found" back={planHref} errors={errors}>
    <PageHeading caption={<Bdi>{personName}</Bdi>}>Not found: {needLabel(gap.kind)}</PageHeading>
    <Form action={`/gaps/${gap.id}`} values={values} errors={errors}>
      <RadiosField
        name="reason"
        label="Why was nothing found?"
        hint="The reason says nothing about the person’s status."
        small
        options={SAID_REASONS.map(reason => ({ value: reason, label: STEP_REASONS[reason] }))}
      />
      <TextAreaField
        name="note"
        label="Note for colleagues (optional)"
        hint="Stays on this record. It is in no number and no download. Write nothing about immigration status."
        rows={3}
        maxLength={300}
      />
      <SubmitButton>Save</SubmitButton>
    </Form>
    {gap.endedAt === null ? (
      <>
        <h2>Or end it</h2>
        <ButtonGroup>
          <ButtonForm action={`/gaps/${gap.id}/end`} hidden={{ because: 'found' }} variant="secondary">
            Found now
          </ButtonForm>
          <ButtonForm action={`/gaps/${gap.id}/end`} hidden={{ because: 'not_needed' }} variant="secondary">
            No longer needed
          </ButtonForm>
          <ButtonForm action={`/gaps/${gap.id}/end`} hidden={{ because: 'mistake' }} variant="secondary">
            Recorded by mistake
          </ButtonForm>
        </ButtonGroup>
      </>
    ) : null}
    <p className="nhsuk-hint">
      Last changed {whenOf(gap.updatedAt)}
      {gap.updatedBy === null ? '' : ` by ${gap.updatedBy}`}
    </p>
  </Layout>
);
