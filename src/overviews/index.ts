// The door of overviews: read-only lists that join several folders.

export {
  type AccessAsked,
  type AccessEvent,
  type AccessLog,
  type Colleague,
  loadAccessLog,
  loadColleagues,
  loadPersonAccess,
  loadSealState,
  type SealState,
} from './access-log.ts';
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
  GAP_STATES,
  GAPS_A_PAGE,
  type GapState,
  type GapsOfKind,
  type ListedGap,
  loadGapList,
  loadGapsByKind,
} from './gaps/gap-list.ts';
export {
  GAP_MEASURES,
  GAP_SPLITS,
  type GapMeasure,
  type GapRow,
  type GapSplit,
  type GapTimes,
  type KindInArea,
  loadGaps,
  loadGapsByKindAndArea,
  loadGapTimes,
  loadGapYears,
  loadSearchCounts,
  perCentOf,
  SEARCH_MEASURES,
  type SearchMeasure,
} from './gaps/gap-numbers.ts';
export {
  GROUP_NUMBERS_A_PAGE,
  type GroupNumbers,
  loadGroupNumbers,
  loadGroupReasons,
  type ReasonNumbers,
} from './groups/group-numbers.ts';
export {
  FUNNEL_SPLITS,
  FUNNEL_STEPS,
  type FunnelRow,
  type FunnelSplit,
  type FunnelStep,
  GROUP_STEPS,
  type GroupRow,
  type GroupStep,
  INTERPRETING_STEPS,
  type InterpretingRow,
  type InterpretingStep,
  loadFunnel,
  loadGroupInsight,
  loadInsightYears,
  loadInterpretingInsight,
  loadPairedQuestions,
  type PairedQuestion,
  type ProtectedCount,
} from './insights.ts';
export {
  type CarriedReferral,
  type CarriedReferrals,
  loadCarriedReferrals,
  loadWorkerLoads,
  type WorkerLoad,
  type WorkerLoads,
} from './management/caseloads.ts';
export {
  type InterpretingByLanguage,
  type InterpretingNumbers,
  loadInterpretingNumbers,
  unmetOf,
} from './management/interpreting-numbers.ts';
export {
  loadServiceNumbers,
  loadTasksNow,
  loadWaitingNow,
  type Period,
  type ServiceNumbers,
  type TasksNow,
  type Wait,
  type WaitingNow,
} from './management/service-numbers.ts';
export {
  LEAST_FOR_PER_CENT,
  loadPreferencesMet,
  MET_MEASURES,
  MET_SPLITS,
  type MetMeasure,
  type MetRow,
  type MetSplit,
  perCentMet,
} from './preferences-met.ts';
export {
  type ListedProposal,
  loadProposal,
  loadProposalLines,
  loadProposals,
  loadTeamsWaiting,
  type ProposalLine,
  type ShownProposal,
  type TeamWaiting,
} from './proposals/proposals.ts';
export { loadStaleness, type Staleness } from './proposals/staleness.ts';
export { loadSentReferrals, type SentQuery, type SentReferral } from './sent-referrals.ts';
export {
  type ListedTask,
  loadTasks,
  TASK_TIMES,
  TASKS_A_PAGE,
  type TaskPage,
  type TaskTime,
} from './task-list.ts';
export {
  type Join,
  loadJoin,
  loadStandings,
  type Standing,
} from './triage/standing.ts';
export {
  loadAllocationQueue,
  loadTriageQueue,
  type PageAsked,
  type Queue,
  type QueuedReferral,
} from './triage/work-queues.ts';
