// The door of contacts: conversations with people and the interpreting they had.
export { type ContactRefusal, type ContactRequest, recordContact } from './actions.ts';
export {
  type Contact,
  type ContactId,
  INTERPRETING,
  INTERPRETING_KEYS,
  type Interpreting,
  MODE_KEYS,
  MODES,
  MOST_MINUTES,
  type Mode,
  needsReason,
  REACHED,
  REACHED_KEYS,
  type Reached,
} from './contact.ts';
export { CONTACTS_A_PAGE, type ContactSummary, loadContacts, summariseContacts } from './store.ts';
