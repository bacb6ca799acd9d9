// The door of link workers: who they are and what is on their lists.
export { addWorker, setTakingReferrals, updateWorkerProfile } from './profile/actions.ts';
export { loadCandidates } from './profile/candidates.ts';
export { loadWorker, loadWorkers } from './profile/store.ts';
export {
  LANGUAGE_LEVELS,
  type LanguageLevel,
  type LinkWorker,
  type MatchCandidate,
  type ProfileChange,
  WORKER_SEXES,
  type WorkerLanguage,
  type WorkerSex,
} from './profile/worker.ts';
export {
  addTask,
  cancelTask,
  cancelTasksOfReferral,
  completeTask,
  type DueRefusal,
  endTasksOfStep,
  reassignTasks,
  reopenTask,
  rescheduleTask,
  type TaskRefusal,
  type TaskRequest,
} from './tasks/actions.ts';
export { loadEndedTasksOfPerson, loadOpenTasksOfPerson, loadTask } from './tasks/store.ts';
export {
  type Due,
  decideDue,
  dueState,
  dueStateIn,
  dueWords,
  dueWordsIn,
  LONGEST_TITLE,
  TASK_KIND_KEYS,
  TASK_KINDS,
  type Task,
  type TaskId,
  type TaskKind,
} from './tasks/task.ts';
