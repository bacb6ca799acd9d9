// The door of the database: open it, migrate it, act in it.
export { type ActorOptions, asActor } from './as-actor.ts';
export { type ConnectOptions, connect, type Database } from './connect.ts';
export { type AuditEntry, type Ctx, organisationOf } from './ctx.ts';
export {
  type Draft,
  type DraftAnswers,
  type DraftId,
  discardDraft,
  keepAnswers,
  loadDraft,
  loadOwnDrafts,
  markSubmitted,
  startDraft,
} from './drafts.ts';
export { type EmbeddedServer, startEmbedded } from './embedded/server.ts';
export { type Migrated, migrate, SchemaTrouble } from './migrate.ts';
export { atMost, onePage } from './one-page.ts';
export { APP_ROLE, appRolePassword, ensureAppRole, otherRole, prepareEmbeddedCluster } from './roles.ts';
export type { DB } from './schema.ts';
export { sealAll } from './seals/seal.ts';
export { prepareSealFolder } from './seals/seal-file.ts';
export { type Fault, type Verdict, verifyOrganisation } from './seals/verify.ts';
