// Puts the parts together: the route table of every place, the server, and the health answer. Tests use it as it is.
import { setTimeout as sleep } from 'node:timers/promises';
import type { FastifyInstance } from 'fastify';
import { sql } from 'kysely';
import { routes as fhirRoutes } from '#api/fhir';
import { routes as openReferralRoutes } from '#api/open-referral';
import { homeOf, makeServer, type Route, redirect, type Services, serveRoutes } from '#web';
import { routes as adminRoutes } from '#web/admin';
import { routes as curationRoutes } from '#web/curation';
import { routes as directoryRoutes } from '#web/directory';
import { routes as directorySourceRoutes } from '#web/directory-sources';
import { routes as insightRoutes } from '#web/insights';
import { routes as manageRoutes } from '#web/manage';
import { routes as privacyRoutes } from '#web/privacy';
import { routes as providerRoutes } from '#web/provider';
import { routes as referRoutes } from '#web/refer';
import { routes as sentReferralRoutes } from '#web/sent-referrals';
import { routes as signInRoutes } from '#web/sign-in';
import { routes as triageRoutes } from '#web/triage';
import { routes as workspaceRoutes } from '#web/workspace';

const home: Route = {
  method: 'GET',
  path: '/',
  who: 'anyone',
  audit: { none: 'leads elsewhere' },
  handle: ({ actor }) => redirect(actor.kind === 'staff' ? homeOf(actor.role) : '/sign-in'),
};

/** Every address of the service, in one list: who may, what is recorded, what answers. */
export const routes: readonly Route[] = [
  home,
  ...signInRoutes,
  ...referRoutes,
  ...sentReferralRoutes,
  ...triageRoutes,
  ...workspaceRoutes,
  ...directoryRoutes,
  ...manageRoutes,
  ...privacyRoutes,
  ...insightRoutes,
  ...adminRoutes,
  ...directorySourceRoutes,
  ...curationRoutes,
  ...providerRoutes,
  ...fhirRoutes,
  ...openReferralRoutes,
];

export type DatabaseKind = { readonly kind: 'embedded' | 'external'; readonly version: string };

/** A server ready to listen, or to be asked by `inject` in tests. */
export async function makeApp(services: Services, about: DatabaseKind): Promise<FastifyInstance> {
  const server = await makeServer(services);
  server.get('/health', async (_request, reply) => {
    const queue = await Promise.race([queueState(services).catch(() => null), tooLate()]);
    const health = {
      status: queue ? 'ok' : 'database away',
      version: services.version,
      database: about,
      queue,
    };
    return reply.status(queue ? 200 : 503).send(health);
  });
  serveRoutes(server, routes, services);
  return server;
}

const LONGEST_MS = 5_000;

/** A database that hangs does not even refuse. */
const tooLate = (): Promise<null> => sleep(LONGEST_MS, null, { ref: false });

/** How much work waits: counts only, read by a function that shows nothing else. */
async function queueState({ database }: Services): Promise<{ waiting: number; failed: number }> {
  const { rows } = await sql<{
    waiting: number;
    failed: number;
  }>`select waiting, failed from queue_state()`.execute(database.kysely);
  return rows[0] ?? { waiting: 0, failed: 0 };
}
