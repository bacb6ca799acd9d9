// The door of accounts: organisations, teams, who signs in and how, sessions, and machines with tokens.
export { isRole } from './account.ts';
export {
  ACCOUNTS_A_PAGE,
  type AccountDetail,
  type ListedAccount,
  listAccounts,
  loadAccount,
} from './administration/account-store.ts';
export {
  changeAccount,
  disableAccount,
  enableAccount,
  inviteAccount,
  makePasswordLink,
  resetSecondFactor,
  signOutEverywhere,
} from './administration/actions.ts';
export {
  type ListedApiClient,
  listApiClients,
  loadApiClient,
  makeApiClient,
  revokeApiClient,
} from './administration/clients.ts';
export {
  listReferringOrganisations,
  listTeams,
  loadOrganisation,
  PLACES_A_PAGE,
  REFERRING_KINDS,
  type ReferringKind,
  type ReferringOrganisation,
  type Team,
} from './administration/place-store.ts';
export { addReferringOrganisation, addTeam, changeOrganisation } from './administration/places.ts';
export {
  isSetUp,
  type SetUpRefusal,
  setUpOrganisation,
  slugOf,
} from './administration/set-up.ts';
export {
  DEMONSTRATION_PASSWORD,
  type DemonstrationSignIn,
  listDemonstrationSignIns,
} from './demonstration.ts';
export type { OpenSession, Session } from './sessions/session.ts';
export { findApiClient, findSession, openSessionsOf } from './sessions/store.ts';
export {
  confirmSecondFactor,
  type SignedIn,
  signInWithPassword,
  signInWithProvider,
  signOut,
  signOutElsewhere,
} from './sign-in/actions.ts';
export {
  changeOwnPassword,
  openPasswordLink,
  prepareCode,
  setPasswordByLink,
} from './sign-in/credentials.ts';
export { openDesk, type SignInDesk, type Visit } from './sign-in/desk.ts';
export { DEVICE_COOKIE_DAYS } from './sign-in/device.ts';
export { LINK_HOURS } from './sign-in/link-store.ts';
export { LONGEST_PASSWORD, openHashing, type PasswordFault, SHORTEST_PASSWORD } from './sign-in/password.ts';
export { PROVIDER_CALLBACK, PROVIDER_COOKIE_SECONDS } from './sign-in/provider.ts';
export { forgetEndedSignIns } from './upkeep.ts';
