// Moving one meeting of a group, calling it off with the reason, and putting it back after a slip; and the list of all meetings.
import type { ReactElement } from 'react';
import { z } from 'zod';
import {
  callOffSession,
  type ListedSession,
  loadSessions,
  moveSession,
  restoreSession,
  SESSION_MINUTES,
  SESSIONS_A_PAGE,
  type SessionRefusal,
} from '#groups';
import { LONDON } from '#kernel';
import {
  Bdi,
  DateField,
  EmptyState,
  FilterLinks,
  Form,
  Layout,
  NumberField,
  PageHeading,
  Pagination,
  SubmitButton,
  TextField,
} from '#ui';
import {
  type Answered,
  type FieldErrors,
  type FormInput,
  lengthErrors,
  notFound,
  optionalText,
  page,
  pageNumber,
  parseForm,
  type Req,
  readInput,
  redirect,
  textOf,
  wholeNumber,
} from '#web';
import { dayInput, inLondon, readDay, readTime } from '../../form/day.ts';
import { Meeting } from '../about/meetings-part.tsx';
import { type GroupScene, openGroup, openSession, type SessionScene, subjectOf } from '../scene.ts';
import { groupHref, sessionHref, timeWords } from '../words.ts';

export async function showMeetings(req: Req): Promise<Answered> {
  const scene = await openGroup(req);
  if (!scene) return notFound();
  const past = req.query.show === 'past';
  const at = pageNumber(req);
  const found = await loadSessions(req.ctx, scene.group.id, { past, page: at });
  return page(<MeetingsPage {...scene} {...found} past={past} at={at} />, {
    subject: subjectOf(scene.group),
  });
}

type MeetingsProps = GroupScene & {
  readonly sessions: readonly ListedSession[];
  readonly total: number;
  readonly past: boolean;
  readonly at: number;
};

const MeetingsPage = ({ group, runs, sessions, total, past, at }: MeetingsProps): ReactElement => (
  <Layout title="Meetings" back={groupHref(group)}>
    <PageHeading caption={<Bdi>{group.name}</Bdi>}>Meetings</PageHeading>
    <FilterLinks
      label="Which meetings"
      links={[
        { text: 'To come', href: groupHref(group, '/dates'), current: !past },
        { text: 'Over', href: groupHref(group, '/dates?show=past'), current: past },
      ]}
    />
    {sessions.length === 0 ? (
      <EmptyState title={past ? 'No meeting is over yet' : 'No date is planned'} />
    ) : (
      <ul className="nhsuk-list fb-plain-list">
        {sessions.map(session => (
          <Meeting key={session.id} session={session} runs={runs} past={past} />
        ))}
      </ul>
    )}
    <Pagination
      page={at}
      pageSize={SESSIONS_A_PAGE}
      total={total}
      things="meetings"
      hrefFor={to => groupHref(group, `/dates?${past ? 'show=past&' : ''}page=${to}`)}
    />
  </Layout>
);

type FormProps = {
  readonly scene: SessionScene;
  readonly values: FormInput;
  readonly errors?: FieldErrors | undefined;
};

const formPage = (Page: (props: FormProps) => ReactElement, props: FormProps): Answered =>
  page(<Page {...props} />, {
    status: props.errors ? 422 : 200,
    subject: subjectOf(props.scene.group),
  });

export async function showMove(req: Req): Promise<Answered> {
  const scene = await openSession(req);
  if (!scene) return notFound();
  const { session } = scene;
  const at = session.startsAt.toZonedDateTimeISO(LONDON);
  return formPage(MovePage, {
    scene,
    values: {
      ...dayInput('on', at.toPlainDate()),
      time: at.toPlainTime().toString({ smallestUnit: 'minute' }),
      minutes: String(session.minutes),
      reason: session.reason,
    },
  });
}

const moveForm = z.object({
  minutes: wholeNumber('Enter how many minutes it lasts', {
    min: SESSION_MINUTES.least,
    max: SESSION_MINUTES.most,
  }),
  reason: optionalText({ max: 500 }),
});

export async function keepMove(req: Req): Promise<Answered> {
  const scene = await openSession(req);
  if (!scene) return notFound();
  const parsed = parseForm(moveForm, req.body);
  const { input } = parsed;
  const [day, time] = [readDay(input, 'on'), readTime(textOf(input, 'time'))];
  const errors: FieldErrors = {
    ...(day.ok ? {} : { on: 'Enter the day, such as 27 3 2026' }),
    ...(time ? {} : { time: 'Enter the time it starts, such as 2:30pm' }),
    ...(parsed.ok ? {} : parsed.errors),
  };
  if (!parsed.ok || !day.ok || !time) return formPage(MovePage, { scene, values: input, errors });
  const change = { ...parsed.value, startsAt: inLondon(day.value, time) };
  const moved = await moveSession(req.ctx, scene.session.id, change);
  if (moved.ok) return redirect(sessionHref(scene.session), { notice: 'The meeting is moved.' });
  return refusedAnswer(MovePage, { scene, values: input }, moved.reason);
}

const NOTICES = {
  'register-taken': 'The register of this meeting is filled in, so it stays when it was.',
  'called-off': 'This meeting was called off.',
  'not-called-off': 'This meeting was not called off.',
} as const;

function refusedAnswer(
  Page: (props: FormProps) => ReactElement,
  props: FormProps,
  reason: SessionRefusal,
): Answered {
  switch (reason) {
    case 'not-found':
      return notFound();
    case 'register-taken':
    case 'called-off':
    case 'not-called-off':
      return redirect(sessionHref(props.scene.session), { notice: NOTICES[reason] });
    case 'minutes-out-of-range':
      return formPage(Page, { ...props, errors: { minutes: 'Enter how many minutes it lasts' } });
    case 'too-far-ahead':
      return formPage(Page, {
        ...props,
        errors: { on: 'This day is more than a year away. Check the year' },
      });
    case 'reason-needed':
      return formPage(Page, { ...props, errors: { reason: 'Say why, so that people can be told' } });
  }
}

export async function showCallOff(req: Req): Promise<Answered> {
  const scene = await openSession(req);
  return scene ? formPage(CallOffPage, { scene, values: {} }) : notFound();
}

export async function keepCallOff(req: Req): Promise<Answered> {
  const scene = await openSession(req);
  if (!scene) return notFound();
  const values = readInput(req.body);
  const errors = lengthErrors(values, { reason: 500 });
  if (errors) return formPage(CallOffPage, { scene, values, errors });
  const outcome = await callOffSession(req.ctx, scene.session.id, textOf(values, 'reason'));
  if (outcome.ok)
    return redirect(sessionHref(scene.session), {
      notice: 'The meeting is called off. Tell the people who come.',
    });
  return refusedAnswer(CallOffPage, { scene, values }, outcome.reason);
}

export async function restore(req: Req): Promise<Answered> {
  const scene = await openSession(req);
  if (!scene) return notFound();
  const outcome = await restoreSession(req.ctx, scene.session.id);
  return redirect(sessionHref(scene.session), {
    notice: outcome.ok ? 'The meeting takes place after all.' : NOTICES['not-called-off'],
  });
}

const MovePage = ({ scene, values, errors }: FormProps): ReactElement => (
  <Layout title="Move the meeting" back={sessionHref(scene.session)} errors={errors}>
    <PageHeading caption={<Bdi>{scene.group.name}</Bdi>}>Move the meeting</PageHeading>
    <p>It was to be on {timeWords(scene.session)}. The other dates stay as they are.</p>
    <Form action={sessionHref(scene.session, '/move')} values={values} errors={errors}>
      <DateField name="on" label="Which day?" />
      <TextField name="time" label="When does it start?" hint="For example, 14:30 or 2:30pm" width={10} />
      <NumberField name="minutes" label="How long does it last?" width={4} suffix="minutes" />
      <TextField name="reason" label="Why? (optional)" maxLength={500} />
      <SubmitButton>Move the meeting</SubmitButton>
    </Form>
  </Layout>
);

const CallOffPage = ({ scene, values, errors }: FormProps): ReactElement => (
  <Layout title="Call off the meeting" back={sessionHref(scene.session)} errors={errors}>
    <PageHeading caption={<Bdi>{scene.group.name}</Bdi>}>Call off this meeting?</PageHeading>
    <p>{timeWords(scene.session)}. The other dates stay as they are. You can undo this.</p>
    <Form action={sessionHref(scene.session, '/call-off')} values={values} errors={errors}>
      <TextField name="reason" label="Why?" hint="For example: the hall is closed" maxLength={500} />
      <SubmitButton variant="warning">Call it off</SubmitButton>
    </Form>
  </Layout>
);
