// A group's page: what it is, when it meets next, who has a place and who waits, and how it was attended.
import type { ReactElement } from 'react';
import { loadAttendance, loadPlaces, loadSessions, YES_NO } from '#groups';
import { formatInstant, instantOf } from '#kernel';
import { interventionLabel } from '#referrals';
import {
  Bdi,
  ButtonGroup,
  ButtonLink,
  Columns,
  Layout,
  PageHeading,
  SummaryList,
  type SummaryRow,
  Tag,
} from '#ui';
import { type Answered, notFound, page, pageNumber, type Req } from '#web';
import { openGroup, subjectOf } from '../scene.ts';
import { groupHref, languagesWords, leadersWords, placesWords, standingWords, whoWords } from '../words.ts';
import { AttendancePart } from './attendance-part.tsx';
import { MeetingsPart } from './meetings-part.tsx';
import { MembersPart, WaitingPart } from './people-part.tsx';
import type { GroupPageProps } from './props.ts';

const SESSIONS_SHOWN = 5;
const MOST_WAITING_SHOWN = 100;

export async function showGroup(req: Req): Promise<Answered> {
  const scene = await openGroup(req);
  if (!scene) return notFound();
  const { ctx } = req;
  const { id } = scene.group;
  const at = pageNumber(req);
  const [next, past, members, waiting, attendance] = await Promise.all([
    loadSessions(ctx, id, { past: false, pageSize: SESSIONS_SHOWN }),
    loadSessions(ctx, id, { past: true, pageSize: 3 }),
    loadPlaces(ctx, id, 'member', { page: at }),
    loadPlaces(ctx, id, 'waiting', { pageSize: MOST_WAITING_SHOWN }),
    loadAttendance(ctx, id),
  ]);
  const body = <GroupPage {...{ ...scene, next, past, members, waiting, attendance, at }} />;
  return page(body, { subject: subjectOf(scene.group) });
}

export const GroupPage = (props: GroupPageProps): ReactElement => {
  const { group, runs } = props;
  const standing = standingWords(group);
  return (
    <Layout title="Group" wide back="/groups">
      <PageHeading caption={group.teamName}>
        <Bdi>{group.name}</Bdi>
      </PageHeading>
      <p>
        <Tag meaning={standing.meaning}>{standing.text}</Tag> {placesWords(group)}
      </p>
      <ButtonGroup>
        {group.joining === 'ended' ? null : (
          <ButtonLink href={groupHref(group, '/add')}>Add a person</ButtonLink>
        )}
        {runs ? (
          <ButtonLink href={groupHref(group, '/change')} variant="secondary">
            Change the group
          </ButtonLink>
        ) : null}
      </ButtonGroup>
      <Columns sideLabel="About the group" side={<AboutPart {...props} />}>
        <MeetingsPart {...props} />
        <MembersPart {...props} />
        <WaitingPart {...props} />
        <AttendancePart attendance={props.attendance} runs={runs} group={group} />
      </Columns>
    </Layout>
  );
};

const AboutPart = ({ group }: GroupPageProps): ReactElement => (
  <section aria-labelledby="about">
    <h2 id="about">About the group</h2>
    {group.about === '' ? null : (
      <p className="fb-note">
        <Bdi>{group.about}</Bdi>
      </p>
    )}
    <SummaryList rows={aboutRows(group)} />
    <p className="nhsuk-hint">
      Last changed {formatInstant(instantOf(group.updatedAt))}
      {group.updatedBy === null ? null : (
        <>
          {' '}
          by <Bdi>{group.updatedBy}</Bdi>
        </>
      )}
    </p>
  </section>
);

const aboutRows = (group: GroupPageProps['group']): SummaryRow[] => [
  { key: 'Who may come', value: whoWords(group) },
  {
    key: 'Helps with',
    value:
      group.helps.length === 0 ? null : (
        <ul className="nhsuk-list">
          {group.helps.map(code => (
            <li key={code}>{interventionLabel(code)}</li>
          ))}
        </ul>
      ),
    missing: 'Not said',
  },
  {
    key: 'Languages',
    value: group.languages.length > 0 ? languagesWords(group.languages) : null,
    missing: 'Not known',
  },
  {
    key: 'Interpreter',
    value: group.interpreted.length > 0 ? `Arranged for ${languagesWords(group.interpreted)}` : null,
    missing: 'None arranged',
  },
  { key: 'Faith and culture', value: <Words text={group.culture} />, missing: 'Not said' },
  { key: 'Where', value: <Address group={group} /> },
  { key: 'Crèche', value: YES_NO[group.creche] },
  { key: 'Without steps', value: YES_NO[group.stepFree] },
  { key: 'Led by', value: <Bdi>{leadersWords(group)}</Bdi> },
];

const Words = ({ text }: { readonly text: string }): ReactElement =>
  text === '' ? <span className="fb-missing">Not said</span> : <Bdi>{text}</Bdi>;

const Address = ({ group }: Pick<GroupPageProps, 'group'>): ReactElement => {
  if (group.address === null)
    return (
      <>
        The address is confidential. Ask <Bdi>{leadersWords(group)}</Bdi>. It is shown here once somebody you
        support has a place.
      </>
    );
  return (
    <>
      {group.online ? 'Online. ' : ''}
      <Words text={group.address} />
      {group.confidential ? (
        <>
          <br />
          <strong>Confidential: tell it only to people with a place</strong>
        </>
      ) : null}
    </>
  );
};
