// Finds out who is asking: session cookie, bearer token, or the organisation a public address names.
import type { FastifyRequest } from 'fastify';
import { sql } from 'kysely';
import { findApiClient, findSession, type Session } from '#accounts';
import type { Database } from '#database';
import type { Actor } from '#kernel';
import type { Organisation, Route, Services } from '../route.ts';
import { cookieName } from './cookies.ts';

export type Identified =
  | {
      readonly ok: true;
      readonly actor: Actor;
      readonly organisation: Organisation | null;
      readonly session: Session | null;
    }
  | {
      readonly ok: false;
      readonly reason: 'sign-in' | 'second-factor' | 'forbidden' | 'bad-token' | 'no-organisation';
      readonly session: Session | null;
    };

const refuse = (
  reason: Extract<Identified, { ok: false }>['reason'],
  session: Session | null = null,
): Identified => ({
  ok: false,
  reason,
  session,
});

export async function identify(
  route: Route,
  request: FastifyRequest,
  services: Services,
): Promise<Identified> {
  if (route.published) return { ok: true, actor: { kind: 'gate' }, organisation: null, session: null };
  if (route.who === 'api-client') return identifyClient(request, services);
  const token = request.cookies[cookieName(services.config, 'session')];
  const session = token ? await findSession(services.database, token, services.clock()) : null;
  if (route.who === 'organisation-public') return identifyPublic(request, services.database, session);
  if (route.who === 'anyone') {
    const settled = session && !session.needsSecondFactor;
    return settled ? known(session) : { ok: true, actor: { kind: 'gate' }, organisation: null, session };
  }
  if (!session) return refuse('sign-in');
  if (session.needsSecondFactor && !route.beforeSecondFactor) return refuse('second-factor', session);
  if (route.who !== 'signed-in' && !route.who.includes(session.actor.role))
    return refuse('forbidden', session);
  return known(session);
}

const known = (session: Session): Identified => ({
  ok: true,
  actor: session.actor,
  organisation: session.organisation,
  session,
});

/** Public pages act as nobody, also for somebody who is signed in: they see what any visitor sees. */
async function identifyPublic(
  request: FastifyRequest,
  database: Database,
  session: Session | null,
): Promise<Identified> {
  const slug = (request.params as Record<string, string>).organisation ?? '';
  const { rows } = await sql<{
    id: string;
    name: string;
    demonstration: boolean;
  }>`select id, name, demonstration from organisation_by_slug(${slug})`.execute(database.kysely);
  const found = rows[0];
  if (!found) return refuse('no-organisation', session);
  const organisation = { ...found, slug };
  return { ok: true, actor: { kind: 'public', organisationId: found.id }, organisation, session: null };
}

async function identifyClient(request: FastifyRequest, services: Services): Promise<Identified> {
  const token = /^Bearer ([\w-]{20,200})$/.exec(request.headers.authorization ?? '')?.[1];
  const actor = token ? await findApiClient(services.database, token, services.clock()) : null;
  return actor ? { ok: true, actor, organisation: null, session: null } : refuse('bad-token');
}
