// The door of accounts: organisations, teams, who signs in and how, sessions, and machines with tokens.
export type { OpenSession, Session } from './sessions/session.ts';
export { findApiClient, findSession } from './sessions/store.ts';
