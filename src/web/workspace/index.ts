// The link worker's daily work: rows of the route table for caseload, tasks, records, contacts, plans, measures and closing.
import type { Role } from '#kernel';
import type { Route } from '#web';
import * as contact from './contact/handlers.tsx';
import { showCaseload } from './lists/caseload.tsx';
import { showTasks } from './lists/tasks.tsx';
import { showContacts } from './person/contacts-part.tsx';
import { showPerson } from './person/record.tsx';
import * as task from './task/handlers.tsx';

/** Who works with people, and who may also read their records. */
const WORKS: readonly Role[] = ['link_worker', 'manager'];
const READS: readonly Role[] = ['link_worker', 'manager', 'privacy_lead'];

const get = (path: string, who: readonly Role[], audit: string, handle: Route['handle']): Route => ({
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
  get('/people/:person/contacts', READS, 'person.viewed', showContacts),
  get('/people/:person/contacts/new', WORKS, 'person.viewed', contact.showForm),
  post('/people/:person/contacts/new', 'contact.recorded', contact.record),
];

export const routes: readonly Route[] = [...lists, ...tasks, ...records];
