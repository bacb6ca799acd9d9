// The pages of one task: adding it, moving it to another day, cancelling it after a question.
import type { ReactElement } from 'react';
import { formatDayWithWeekday } from '#kernel';
import { dueWords, LONGEST_TITLE, TASK_KIND_KEYS, TASK_KINDS, type Task } from '#link-workers';
import {
  Bdi,
  ButtonGroup,
  Form,
  HiddenField,
  Layout,
  PageHeading,
  RadiosField,
  SubmitButton,
  TextField,
} from '#ui';
import type { FieldErrors, FormInput } from '#web';
import { DueField } from '../form/due-field.tsx';
import { type PersonScene, personHref } from '../scene.ts';
import type { Back } from './back.ts';

type FormProps = { readonly values: FormInput; readonly errors?: FieldErrors | undefined };

export const NewTaskPage = ({
  scene,
  values,
  errors,
}: FormProps & { readonly scene: PersonScene }): ReactElement => (
  <Layout title="Add a task" back={personHref(scene)} errors={errors}>
    <PageHeading caption={<Bdi>{scene.person.displayName}</Bdi>}>Add a task</PageHeading>
    <Form action={personHref(scene, '/tasks/new')} values={values} errors={errors}>
      <RadiosField
        name="kind"
        label="What kind of task?"
        small
        options={TASK_KIND_KEYS.map(kind => ({ value: kind, label: TASK_KINDS[kind] }))}
      />
      <TextField
        name="title"
        label="What is to be done? (optional)"
        hint="A few words, such as “Ring the college about the class”"
        maxLength={LONGEST_TITLE}
      />
      <DueField name="due" label="When is it due?" today={scene.today} />
      <SubmitButton>Add the task</SubmitButton>
    </Form>
  </Layout>
);

type TaskPageProps = { readonly task: Task; readonly scene: PersonScene; readonly back: Back };

const hrefBack = ({ back, scene }: TaskPageProps): string =>
  back === 'tasks' ? '/tasks' : personHref(scene);

const AboutTask = ({ task, scene }: TaskPageProps): ReactElement => (
  <p>
    <strong>
      <Bdi>{task.title}</Bdi>
    </strong>
    <br />
    {formatDayWithWeekday(task.dueOn)} ({dueWords(task.dueOn, scene.today).toLowerCase()})
  </p>
);

export const RescheduleTaskPage = ({ values, errors, ...props }: TaskPageProps & FormProps): ReactElement => (
  <Layout title="Move a task" back={hrefBack(props)} errors={errors}>
    <PageHeading caption={<Bdi>{props.scene.person.displayName}</Bdi>}>
      Move this task to another day
    </PageHeading>
    <AboutTask {...props} />
    <Form action={`/tasks/${props.task.id}/reschedule`} values={values} errors={errors}>
      <HiddenField name="back" value={props.back} />
      <DueField name="due" label="When is it due now?" today={props.scene.today} />
      <SubmitButton>Move the task</SubmitButton>
    </Form>
  </Layout>
);

export const CancelTaskPage = (props: TaskPageProps): ReactElement => (
  <Layout title="Cancel a task" back={hrefBack(props)}>
    <PageHeading caption={<Bdi>{props.scene.person.displayName}</Bdi>}>Cancel this task?</PageHeading>
    <AboutTask {...props} />
    <p>It leaves the list without being done. You can open it again from the person’s record.</p>
    <Form action={`/tasks/${props.task.id}/cancel`}>
      <HiddenField name="back" value={props.back} />
      <ButtonGroup>
        <SubmitButton variant="warning">Cancel the task</SubmitButton>
        <a href={hrefBack(props)}>Keep it</a>
      </ButtonGroup>
    </Form>
  </Layout>
);
