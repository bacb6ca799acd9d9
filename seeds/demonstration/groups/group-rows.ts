// The rows of one made-up group: its meetings over the last and the next weeks, who has a place, who waits, and who came.
import { Temporal } from 'temporal-polyfill';
import { bankHolidays, LONDON } from '#kernel';
import type { Dice } from '../chance/dice.ts';
import type { Row } from '../plan.ts';
import type { GroupBlueprint } from './blueprints.ts';

export type GroupLeader = { readonly id: string; readonly languages: readonly string[] };
/** Somebody with an open referral, who came to a link worker on that day. */
export type GroupPerson = { readonly personId: string; readonly referralId: string; readonly since: string };

export type GroupStory = {
  readonly dice: Dice;
  readonly today: Temporal.PlainDate;
  readonly blueprint: GroupBlueprint;
  readonly teamId: string;
  readonly leader: GroupLeader;
  readonly people: readonly GroupPerson[];
};

export type GroupRows = {
  readonly groups: Row<'groups'>[];
  readonly group_addresses: Row<'group_addresses'>[];
  readonly group_leaders: Row<'group_leaders'>[];
  readonly group_sessions: Row<'group_sessions'>[];
  readonly group_places: Row<'group_places'>[];
  readonly group_attendance: Row<'group_attendance'>[];
};
/** In the order they are written. */
export const GROUP_TABLES = [
  'groups',
  'group_addresses',
  'group_leaders',
  'group_sessions',
  'group_places',
  'group_attendance',
] as const;

const WEEKS = 8;

type Meeting = { readonly id: string; readonly at: Temporal.Instant; readonly past: boolean };

const at = (day: Temporal.PlainDate, time: string): Temporal.Instant =>
  day.toZonedDateTime({ timeZone: LONDON, plainTime: Temporal.PlainTime.from(time) }).toInstant();

/** Eight weeks back and eight ahead, without bank holidays. */
function meetingsOf({ dice, today, blueprint }: GroupStory): Meeting[] {
  const { weekday, everyWeeks, time } = blueprint;
  const first = today.subtract({ weeks: WEEKS }).add({ days: (weekday - today.dayOfWeek + 7) % 7 });
  const days = Array.from({ length: (2 * WEEKS) / everyWeeks }, (_, nth) =>
    first.add({ weeks: nth * everyWeeks }),
  );
  return days
    .filter(day => !bankHolidays(day.year).some(holiday => holiday.equals(day)))
    .map(day => ({
      id: dice.uuid(at(day, time).epochMilliseconds),
      at: at(day, time),
      past: Temporal.PlainDate.compare(day, today) < 0,
    }));
}

export function groupRows(story: GroupStory): GroupRows {
  const { dice, today, blueprint, teamId, leader, people } = story;
  const made = at(today.subtract({ weeks: WEEKS + 2 }), '09:00').toString();
  const id = dice.uuid(at(today.subtract({ weeks: WEEKS + 2 }), '09:00').epochMilliseconds);
  const by = { created_at: made, created_by: leader.id, updated_at: made, updated_by: leader.id };
  const { name, about, helps, who, interpreted, culture, creche, online, places, joining } = blueprint;
  const languages = [...new Set([leader.languages[0] ?? 'en', ...blueprint.languages])];
  const meetings = meetingsOf(story);
  const members = placesOf(story, id, meetings);
  return {
    groups: [
      {
        id,
        team_id: teamId,
        ...{ name, about, who, culture, creche, online, places, joining, languages },
        helps: [...helps],
        interpreted: [...interpreted],
        step_free: blueprint.stepFree,
        // Counts are kept by a trigger, which finds nobody yet.
        members: 0,
        waiting: 0,
        version: 0,
        ...by,
      },
    ],
    group_addresses: [{ group_id: id, address: blueprint.address, confidential: blueprint.confidential }],
    group_leaders: [{ group_id: id, worker_id: leader.id, started_at: made, ended_at: null }],
    group_sessions: sessionRows(story, id, meetings, people.length > 0),
    group_places: members,
    group_attendance: attendanceRows(story, id, meetings, members),
  };
}

/** One in the past was called off, and the register of the last one is not filled in yet. */
const isCalledOff = (meetings: readonly Meeting[], meeting: Meeting): boolean =>
  meetings.filter(({ past }) => past).at(1)?.id === meeting.id;
const isUnregistered = (meetings: readonly Meeting[], meeting: Meeting): boolean =>
  meetings.findLast(({ past }) => past)?.id === meeting.id;

function sessionRows(
  { dice, blueprint, leader }: GroupStory,
  groupId: string,
  meetings: readonly Meeting[],
  anybody: boolean,
): Row<'group_sessions'>[] {
  return meetings.map(meeting => {
    const { id, at: planned, past } = meeting;
    const off = isCalledOff(meetings, meeting);
    const taken = past && !off && anybody && !isUnregistered(meetings, meeting);
    const over = planned.add({ minutes: blueprint.minutes }).toString();
    const changed = past
      ? off
        ? planned.subtract({ hours: 20 }).toString()
        : over
      : planned.subtract({ hours: 24 * 70 }).toString();
    return {
      id,
      group_id: groupId,
      planned_for: planned.toString(),
      starts_at: planned.toString(),
      minutes: blueprint.minutes,
      state: off ? 'called_off' : 'planned',
      reason: off ? blueprint.calledOff : '',
      guests: taken ? dice.int(0, 2) : 0,
      register_taken_at: taken ? over : null,
      register_taken_by: taken ? leader.id : null,
      version: past ? 1 : 0,
      changed_at: changed,
      changed_by: leader.id,
    };
  });
}

function placesOf(
  { dice, blueprint, leader, people }: GroupStory,
  groupId: string,
  meetings: readonly Meeting[],
): Row<'group_places'>[] {
  const first = meetings[0]?.at.subtract({ hours: 72 }).toString() ?? '';
  const member = (person: GroupPerson, nth: number): Row<'group_places'> => {
    const since = person.since > first ? person.since : first;
    const waits = nth >= blueprint.places;
    return {
      id: dice.uuid(Temporal.Instant.from(since).epochMilliseconds),
      group_id: groupId,
      person_id: person.personId,
      referral_id: person.referralId,
      step_id: null,
      state: waits ? 'waiting' : 'member',
      agreed: [],
      asked_at: since,
      waiting_because: waits ? 'full' : null,
      ahead_because: null,
      note: '',
      joined_at: waits ? null : since,
      ended_at: null,
      left_because: null,
      changed_at: since,
      changed_by: leader.id,
    };
  };
  return people.slice(0, blueprint.places + blueprint.waiting).map(member);
}

const MARKS = { present: 73, left_early: 4, sent_word: 9, did_not_come: 14 } as const;
const REASONS = {
  unwell: 24,
  transport: 17,
  childcare: 15,
  appointment: 14,
  not_known: 14,
  work: 6,
  fear: 4,
  no_interpreter: 4,
  other: 2,
} as const;

function attendanceRows(
  { dice, blueprint, leader }: GroupStory,
  groupId: string,
  meetings: readonly Meeting[],
  members: readonly Row<'group_places'>[],
): Row<'group_attendance'>[] {
  return meetings
    .filter(meeting => meeting.past && !isCalledOff(meetings, meeting) && !isUnregistered(meetings, meeting))
    .flatMap(({ id, at: planned }) =>
      members
        .filter(({ state, joined_at }) => state === 'member' && String(joined_at) <= planned.toString())
        .map((member): Row<'group_attendance'> => {
          const mark = dice.weighted(MARKS);
          const recorded = planned.add({ minutes: blueprint.minutes });
          return {
            id: dice.uuid(recorded.epochMilliseconds),
            group_id: groupId,
            session_id: id,
            person_id: member.person_id,
            mark,
            reason: mark === 'present' ? null : dice.weighted(REASONS),
            recorded_at: recorded.toString(),
            recorded_by: leader.id,
            replaced_at: null,
          };
        }),
    );
}
