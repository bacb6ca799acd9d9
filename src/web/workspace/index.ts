// The link worker's daily work: rows of the route table for caseload, tasks, records, contacts, plans, measures and closing.
import type { Role } from '#kernel';
import type { Route } from '#web';
import { changeReach, showChangeReach } from './asking/change-reach.tsx';
import { keepPreferences, showPreferences } from './asking/preferences.tsx';
import { keepReach, showReach } from './asking/reach.tsx';
import { keepClosing, showCheck, showClosing } from './closing/handlers.tsx';
import * as contact from './contact/handlers.tsx';
import * as gap from './gaps/handlers.tsx';
import { showGroup } from './groups/about/group-page.tsx';
import * as group from './groups/about/handlers.tsx';
import { downloadGroup, downloadOwn } from './groups/calendar.ts';
import { keepDates, showDates } from './groups/dates/dates-form.tsx';
import * as meeting from './groups/dates/meeting-pages.tsx';
import * as choose from './groups/joining/choose-person.tsx';
import { join, showJoin } from './groups/joining/join-handlers.tsx';
import { showGroupsOfPerson } from './groups/joining/person-groups.tsx';
import * as place from './groups/joining/place-pages.tsx';
import { showGroups } from './groups/list/list-page.tsx';
import * as register from './groups/register/handlers.tsx';
import * as arrange from './interpreting/arrange-handlers.tsx';
import { showBooking } from './interpreting/booking-page.tsx';
import { downloadBooking, downloadUpcoming } from './interpreting/calendar.ts';
import { showBookings } from './interpreting/list-page.tsx';
import * as ending from './interpreting/outcome-handlers.tsx';
import { showBookingsOfPerson } from './interpreting/person-part.tsx';
import { showCaseload } from './lists/caseload.tsx';
import { showTasks } from './lists/tasks.tsx';
import * as measure from './measure/handlers.tsx';
import { showContacts } from './person/contacts-part.tsx';
import { showPerson } from './person/record.tsx';
import { showLetter } from './person/referral-part.tsx';
import { keepFirstConversation, showFirstConversation } from './plan/first-conversation.tsx';
import * as goal from './plan/goals.tsx';
import { keepNeeds, showNeeds } from './plan/needs.tsx';
import { showPlan } from './plan/plan-page.tsx';
import { showPrint } from './plan/print-page.tsx';
import * as step from './plan/steps.tsx';
import { keepWords, showWords } from './plan/words.tsx';
import { givenPages, showLedger } from './preferences/handlers.tsx';
import { keepProfile, showProfile } from './profile/profile.tsx';
import * as task from './task/handlers.tsx';

/** Who works with people, and who may also read their records. */
const WORKS: readonly Role[] = ['link_worker', 'manager'];
const READS: readonly Role[] = ['link_worker', 'manager', 'privacy_lead'];

const get = (path: string, who: readonly Role[], audit: Route['audit'], handle: Route['handle']): Route => ({
  method: 'GET',
  path,
  who,
  audit,
  handle,
});
const post = (path: string, audit: string, handle: Route['handle']): Route => ({
  method: 'POST',
  path,
  who: WORKS,
  audit,
  handle,
});

const lists: readonly Route[] = [
  get('/caseload', ['link_worker'], 'caseload.viewed', showCaseload),
  get('/tasks', ['link_worker'], 'task-list.viewed', showTasks),
];

const tasks: readonly Route[] = [
  get('/people/:person/tasks/new', WORKS, 'person.viewed', task.showNewTask),
  post('/people/:person/tasks/new', 'task.added', task.add),
  post('/tasks/:task/done', 'task.completed', task.complete),
  post('/tasks/:task/reopen', 'task.reopened', task.reopen),
  get('/tasks/:task/reschedule', WORKS, 'person.viewed', task.showReschedule),
  post('/tasks/:task/reschedule', 'task.rescheduled', task.reschedule),
  get('/tasks/:task/cancel', WORKS, 'person.viewed', task.confirmCancel),
  post('/tasks/:task/cancel', 'task.cancelled', task.cancel),
];

const records: readonly Route[] = [
  get('/people/:person', READS, 'person.viewed', showPerson),
  get('/people/:person/messages/:message/letter', READS, 'letter.downloaded', showLetter),
  get('/people/:person/contacts', READS, 'person.viewed', showContacts),
  get('/people/:person/contacts/new', WORKS, 'person.viewed', contact.showForm),
  post('/people/:person/contacts/new', 'contact.recorded', contact.record),
];

const asking: readonly Route[] = [
  get('/people/:person/preferences', WORKS, 'person.viewed', showPreferences),
  post('/people/:person/preferences', 'preference.changed', keepPreferences),
  get('/people/:person/ledger', READS, 'person.viewed', showLedger),
  ...givenPages.flatMap(({ show, keep }) => [
    get(show.path, WORKS, 'person.viewed', show.handle),
    post(keep.path, 'preference.answered', keep.handle),
  ]),
  get('/people/:person/reach/new', WORKS, 'person.viewed', showReach),
  post('/people/:person/reach/new', 'contact-point.added', keepReach),
  get('/people/:person/reach/:reach', WORKS, 'person.viewed', showChangeReach),
  post('/people/:person/reach/:reach', 'contact-point.changed', changeReach),
];

const interpreting: readonly Route[] = [
  get('/interpreting', ['link_worker'], 'interpreting.listed', showBookings),
  get('/interpreting/calendar.ics', ['link_worker'], 'interpreting.downloaded', downloadUpcoming),
  get('/people/:person/interpreting', READS, 'person.viewed', showBookingsOfPerson),
  get('/people/:person/interpreting/new', WORKS, 'person.viewed', arrange.showAsk),
  post('/people/:person/interpreting/new', 'interpreter.needed', arrange.ask),
  get('/interpreting/:booking', READS, 'person.viewed', showBooking),
  get('/interpreting/:booking/calendar.ics', WORKS, 'interpreting.downloaded', downloadBooking),
  get('/interpreting/:booking/book', WORKS, 'person.viewed', arrange.showBook),
  post('/interpreting/:booking/book', 'interpreter.booked', arrange.book),
  get('/interpreting/:booking/outcome', WORKS, 'person.viewed', ending.showOutcome),
  post('/interpreting/:booking/outcome', 'interpreter.attended', ending.keepOutcome),
  get('/interpreting/:booking/quality', WORKS, 'person.viewed', ending.showQuality),
  post('/interpreting/:booking/quality', 'interpreter.judged', ending.keepQuality),
  post('/interpreting/:booking/reopen', 'interpreter.reopened', ending.reopen),
];

const NO_PEOPLE = { none: 'shows groups, and nobody who comes' } as const;

const groups: readonly Route[] = [
  get('/groups', WORKS, NO_PEOPLE, showGroups),
  get('/groups/new', WORKS, NO_PEOPLE, group.showNew),
  post('/groups/new', 'group.made', group.make),
  get('/groups/calendar.ics', ['link_worker'], 'group.downloaded', downloadOwn),
  get('/groups/:group', WORKS, 'group.viewed', showGroup),
  get('/groups/:group/change', WORKS, 'group.viewed', group.showChange),
  post('/groups/:group/change', 'group.changed', group.change),
  get('/groups/:group/calendar.ics', WORKS, 'group.downloaded', downloadGroup),
  get('/groups/:group/dates', WORKS, 'group.viewed', meeting.showMeetings),
  get('/groups/:group/dates/new', WORKS, 'group.viewed', showDates),
  post('/groups/:group/dates/new', 'group.dates-added', keepDates),
  get('/groups/:group/add', WORKS, 'group.viewed', choose.showChoose),
  {
    ...post('/groups/:group/add', '', choose.search),
    audit: { none: 'leads to what was found, which is recorded' },
  },
  get('/groups/:group/found', WORKS, 'people.searched', choose.found),
  get('/group-sessions/:session', WORKS, 'group.viewed', register.showRegister),
  post('/group-sessions/:session', 'group.register-kept', register.keep),
  get('/group-sessions/:session/print', WORKS, 'group.viewed', register.showBlank),
  get('/group-sessions/:session/move', WORKS, 'group.viewed', meeting.showMove),
  post('/group-sessions/:session/move', 'group.session-moved', meeting.keepMove),
  get('/group-sessions/:session/call-off', WORKS, 'group.viewed', meeting.showCallOff),
  post('/group-sessions/:session/call-off', 'group.session-called-off', meeting.keepCallOff),
  post('/group-sessions/:session/restore', 'group.session-restored', meeting.restore),
  get('/people/:person/groups', READS, 'person.viewed', showGroupsOfPerson),
  get('/people/:person/groups/:group', WORKS, 'person.viewed', showJoin),
  post('/people/:person/groups/:group', 'group.joined', join),
  get('/group-places/:place/leave', WORKS, 'person.viewed', place.showLeave),
  post('/group-places/:place/leave', 'group.left', place.leave),
  get('/group-places/:place/give', WORKS, 'person.viewed', place.showGive),
  post('/group-places/:place/give', 'group.place-given', place.give),
  get('/group-places/:place/ahead', WORKS, 'person.viewed', place.showAhead),
  post('/group-places/:place/ahead', 'group.moved-ahead', place.ahead),
];

const profile: readonly Route[] = [
  get('/your-profile', ['link_worker'], { none: 'shows the reader themselves' }, showProfile),
  {
    method: 'POST',
    path: '/your-profile',
    who: ['link_worker'],
    audit: 'worker.changed',
    handle: keepProfile,
  },
];

const plans: readonly Route[] = [
  get('/people/:person/first-conversation', WORKS, 'person.viewed', showFirstConversation),
  post('/people/:person/first-conversation', 'plan.started', keepFirstConversation),
  get('/people/:person/plan', READS, 'plan.viewed', showPlan),
  get('/people/:person/plan/print', READS, 'plan.viewed', showPrint),
  get('/people/:person/plan/words', WORKS, 'plan.viewed', showWords),
  post('/people/:person/plan/words', 'plan.changed', keepWords),
  get('/people/:person/plan/needs', WORKS, 'plan.viewed', showNeeds),
  post('/people/:person/plan/needs', 'need.agreed', keepNeeds),
  get('/people/:person/plan/goals/new', WORKS, 'plan.viewed', goal.showNewGoal),
  post('/people/:person/plan/goals/new', 'goal.agreed', goal.keepNewGoal),
  get('/goals/:goal', WORKS, 'plan.viewed', goal.showGoal),
  post('/goals/:goal', 'goal.changed', goal.keepGoal),
  get('/goals/:goal/review', WORKS, 'plan.viewed', goal.showReview),
  post('/goals/:goal/review', 'goal.reviewed', goal.keepReview),
  get('/goals/:goal/steps/new', WORKS, 'plan.viewed', step.showNewStep),
  post('/goals/:goal/steps/new', 'step.agreed', step.keepNewStep),
  get('/steps/:step', WORKS, 'plan.viewed', step.showStep),
  post('/steps/:step', 'step.changed', step.keepStep),
  get('/steps/:step/progress', WORKS, 'plan.viewed', step.showProgress),
  post('/steps/:step/progress', 'step.moved', step.keepProgress),
  post('/steps/:step/service', 'service.chosen', step.pickService),
  post('/steps/:step/service/remove', 'service.removed', step.removeService),
];

const gaps: readonly Route[] = [
  post('/needs/:need/gap', 'gap.recorded', gap.recordForNeed),
  get('/gaps/:gap', WORKS, 'plan.viewed', gap.showGap),
  post('/gaps/:gap', 'gap.changed', gap.keepGap),
  post('/gaps/:gap/end', 'gap.ended', gap.end),
  post('/gaps/:gap/reopen', 'gap.reopened', gap.reopen),
];

const outcomes: readonly Route[] = [
  get('/people/:person/measures/ons4/:point', WORKS, 'person.viewed', measure.showMeasure),
  post('/people/:person/measures/ons4/:point', 'measure.taken', measure.keepMeasure),
  get('/measures/:response/void', WORKS, 'person.viewed', measure.confirmVoid),
  post('/measures/:response/void', 'measure.voided', measure.keepVoid),
  get('/people/:person/close', WORKS, 'person.viewed', showClosing),
  post('/people/:person/close', 'referral.closed', keepClosing),
  get('/people/:person/close/check', WORKS, 'person.viewed', showCheck),
];

export const routes: readonly Route[] = [
  ...lists,
  ...tasks,
  ...records,
  ...asking,
  ...plans,
  ...gaps,
  ...outcomes,
  ...interpreting,
  ...groups,
  ...profile,
];
