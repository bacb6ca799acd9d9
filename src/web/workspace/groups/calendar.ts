// Meetings of groups as calendar files. They say that a group meets and when, and nothing of which, where, in which language or who comes.
import { loadSessions, loadSessionsToLead, type Session } from '#groups';
import { type CalendarEvent, calendarFile } from '#kernel';
import { type Answered, file, notFound, type Req } from '#web';
import { accountIdOf } from '../words.ts';
import { openGroup, subjectOf } from './scene.ts';
import { groupHref } from './words.ts';

/** A group's own name can say what its members need: calendars are shared, and shown on locked telephones. */
const TITLE = 'Group meeting';
const MOST_EVENTS = 100;

function eventOf(req: Req, session: Session): CalendarEvent {
  const { origin } = req.services.config;
  return {
    uid: `group-session-${session.id}@${new URL(origin).host}`,
    sequence: session.version,
    changedAt: session.changedAt,
    startsAt: session.startsAt,
    minutes: session.minutes,
    title: TITLE,
    description: 'Sign in to Footbridge to see more.',
    url: `${origin}${groupHref({ id: session.groupId })}`,
    status: session.state === 'called_off' ? 'CANCELLED' : 'CONFIRMED',
  };
}

const answer = (req: Req, sessions: readonly Session[]): Parameters<typeof file>[0] => ({
  name: 'group-meetings.ics',
  type: 'text/calendar; charset=utf-8',
  bytes: new TextEncoder().encode(calendarFile(sessions.map(session => eventOf(req, session)))),
});

export async function downloadGroup(req: Req): Promise<Answered> {
  const scene = await openGroup(req);
  if (!scene) return notFound();
  const { sessions } = await loadSessions(req.ctx, scene.group.id, { past: false, pageSize: MOST_EVENTS });
  return file(answer(req, sessions), { subject: subjectOf(scene.group) });
}

export const downloadOwn = async (req: Req): Promise<Answered> =>
  file(answer(req, await loadSessionsToLead(req.ctx, accountIdOf(req.actor))));
