// The door of overviews: read-only lists that join several folders.
export {
  CASELOAD_DUES,
  CASELOAD_PAGE,
  CASELOAD_SORTS,
  CASELOAD_STATES,
  type Caseload,
  type CaseloadAsked,
  type CaseloadCounts,
  type CaseloadDue,
  type CaseloadPerson,
  type CaseloadSort,
  type CaseloadState,
  loadCaseload,
} from './caseload.ts';
export {
  type ListedTask,
  loadTasks,
  TASK_TIMES,
  TASKS_A_PAGE,
  type TaskPage,
  type TaskTime,
} from './task-list.ts';
export { loadSentReferrals, type SentQuery, type SentReferral } from './sent-referrals.ts';
