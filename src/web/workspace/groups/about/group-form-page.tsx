// The page on which a group is made, and the same questions again when it is changed.
import type { ReactElement } from 'react';
import { type Group, JOINING, JOINING_KEYS, WHO, WHO_KEYS, YES_NO, YES_NO_KEYS } from '#groups';
import type { LinkWorker } from '#link-workers';
import { INTERVENTION_GROUPS } from '#referrals';
import {
  Bdi,
  CheckboxesField,
  Details,
  Form,
  HiddenField,
  Layout,
  NumberField,
  PageHeading,
  RadiosField,
  SelectField,
  SubmitButton,
  TextAreaField,
  TextField,
} from '#ui';
import { type FieldErrors, type FormInput, listOf } from '#web';
import { groupHref } from '../words.ts';

export type GroupFormProps = {
  /** Null for a new one. */
  readonly group: Group | null;
  /** Who may lead it; empty where it is not for this reader to choose. */
  readonly workers: readonly LinkWorker[];
  /** To choose from; empty where the team is settled. */
  readonly teams: readonly { readonly id: string; readonly name: string }[];
  readonly values: FormInput;
  readonly errors?: FieldErrors | undefined;
};

export const GroupFormPage = (props: GroupFormProps): ReactElement => {
  const { group, values, errors } = props;
  const title = group ? 'Change the group' : 'Make a group';
  return (
    <Layout title={title} back={group ? groupHref(group) : '/groups'} errors={errors}>
      <PageHeading caption={group ? <Bdi>{group.name}</Bdi> : undefined}>{title}</PageHeading>
      <Form action={group ? groupHref(group, '/change') : '/groups/new'} values={values} errors={errors}>
        {group ? <HiddenField name="version" value={String(values.version ?? group.version)} /> : null}
        <About {...props} />
        <WhoComes />
        <Where />
        <Running {...props} />
        <SubmitButton>{group ? 'Save the group' : 'Make the group'}</SubmitButton>
      </Form>
      {group ? null : <p>The dates it meets on come next.</p>}
    </Layout>
  );
};

const About = ({ teams, values }: GroupFormProps): ReactElement => (
  <>
    <TextField
      name="name"
      label="What is it called?"
      hint="People see this name. It should not say more of them than they would say themselves"
      maxLength={120}
    />
    {teams.length > 0 ? (
      <SelectField
        name="team"
        label="Which team runs it?"
        options={teams.map(team => ({ value: team.id, label: team.name }))}
      />
    ) : null}
    <TextAreaField
      name="about"
      label="What happens there? (optional)"
      hint="In words that can be read out to somebody who thinks about coming"
      rows={3}
      maxLength={2000}
    />
    <Details summary="What does it help with? (optional)" open={listOf(values, 'helps').length > 0}>
      <CheckboxesField
        name="helps"
        label="Kinds of help"
        small
        groups={INTERVENTION_GROUPS.map(({ heading, interventions }) => ({
          heading,
          options: interventions.map(({ code, label }) => ({ value: code, label })),
        }))}
      />
    </Details>
  </>
);

const WhoComes = (): ReactElement => (
  <>
    <RadiosField
      name="who"
      label="Who may come?"
      hint="People say themselves whether a group is theirs. Nobody checks papers."
      small
      options={WHO_KEYS.map(who => ({ value: who, label: WHO[who] }))}
    />
    <TextField
      name="languages"
      label="Which languages are spoken there? (optional)"
      hint="For example: Tigrinya, English"
      autoComplete="off"
    />
    <TextField
      name="interpreted"
      label="For which languages is an interpreter arranged? (optional)"
      hint="Only where one comes each time"
      autoComplete="off"
    />
    <TextAreaField
      name="culture"
      label="Faith and culture: what should people know? (optional)"
      hint="For example: food is halal, there is a room to pray, we stop in Ramadan"
      rows={2}
      maxLength={1000}
    />
  </>
);

const Where = (): ReactElement => (
  <>
    <RadiosField
      name="where"
      label="Where does it meet?"
      small
      options={[
        { value: 'place', label: 'At an address' },
        {
          value: 'confidential',
          label: 'At an address that is confidential',
          hint: 'Such as a refuge. Shown to the team, to who leads it, and to who supports a member',
        },
        { value: 'online', label: 'Online' },
      ]}
    />
    <TextField name="address" label="Address, or how to join online (optional)" maxLength={500} />
    <RadiosField
      name="creche"
      label="Is there a crèche?"
      small
      inline
      options={YES_NO_KEYS.map(key => ({ value: key, label: YES_NO[key] }))}
    />
    <RadiosField
      name="step-free"
      label="Can people get in without steps?"
      small
      inline
      options={YES_NO_KEYS.map(key => ({ value: key, label: YES_NO[key] }))}
    />
  </>
);

const Running = ({ group, workers }: GroupFormProps): ReactElement => (
  <>
    <NumberField name="places" label="How many places are there?" width={3} suffix="places" />
    {workers.length > 0 ? (
      <CheckboxesField
        name="leaders"
        label="Who leads it?"
        hint="Whoever leads it sees the names of its members, also of another team’s, and takes the register"
        small
        options={workers.map(worker => ({
          value: worker.id,
          label: (
            <Bdi>
              {worker.name}, {worker.teamName}
            </Bdi>
          ),
        }))}
      />
    ) : null}
    {group ? (
      <RadiosField
        name="joining"
        label="Can people join?"
        small
        options={JOINING_KEYS.map(joining => ({ value: joining, label: JOINING[joining] }))}
      />
    ) : null}
  </>
);
