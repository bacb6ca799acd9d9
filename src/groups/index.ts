// The door of groups: what they are, when they meet, who has a place or waits, and who came.
export { changeGroup, makeGroup, ofItsTeam } from './actions.ts';
export {
  type Group,
  type GroupId,
  type GroupRefusal,
  type GroupWords,
  JOINING,
  JOINING_KEYS,
  type Joining,
  MOST_LANGUAGES,
  MOST_PLACES,
  placesLeft,
  type Standing,
  standingOf,
  WHO,
  WHO_KEYS,
  type Who,
  YES_NO,
  YES_NO_KEYS,
  type YesNo,
} from './group.ts';
export { declineGroup, givePlace, type Joined, joinGroup, leaveGroup, moveAhead } from './joining/actions.ts';
export {
  brokenOnly,
  DIFFERENCE_KINDS,
  type Difference,
  type DifferenceKind,
  differencesOf,
  type Following,
  followingOf,
  type GiveRefusal,
  type JoinRefusal,
  type JoinRequest,
  LEFT_BECAUSE,
  LEFT_BECAUSE_KEYS,
  type LeftBecause,
  type Place,
  type PlaceId,
  WAITING_BECAUSE,
  type WaitingBecause,
} from './joining/joining.ts';
export {
  type ListedPlace,
  loadNth,
  loadPlace,
  loadPlaces,
  loadPlacesOfPerson,
  PLACES_A_PAGE,
  type PlaceOfPerson,
} from './joining/store.ts';
export { type KeptRegister, keepRegister } from './register/actions.ts';
export {
  ABSENCE_REASON_KEYS,
  ABSENCE_REASONS,
  type AbsenceReason,
  type Entry,
  MARK_KEYS,
  MARKS,
  type Mark,
  MOST_GUESTS,
  type RegisterRefusal,
} from './register/attendance.ts';
export {
  type Attendance,
  type Correction,
  type ExpectedPerson,
  loadAttendance,
  loadCorrections,
  loadExpected,
} from './register/store.ts';
export { addDates, callOffSession, moveSession, restoreSession } from './sessions/actions.ts';
export {
  type Dates,
  type DatesRefusal,
  hasDayCome,
  MOST_DATES,
  REPEAT_KEYS,
  REPEATS,
  SESSION_MINUTES,
  type Session,
  type SessionId,
  type SessionRefusal,
} from './sessions/session.ts';
export {
  type ListedSession,
  loadRegistersDue,
  loadSession,
  loadSessions,
  loadSessionsToLead,
  SESSIONS_A_PAGE,
  type SessionToLead,
} from './sessions/store.ts';
export {
  GROUPS_A_PAGE,
  type GroupsAsked,
  loadGroup,
  loadGroupLanguages,
  loadGroups,
  mayRun,
} from './store.ts';
