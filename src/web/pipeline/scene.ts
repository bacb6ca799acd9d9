// One request on its way to a reply: what was asked, by whom, and what answers with.
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Route, Services } from '../route.ts';
import type { Identified } from './identify.ts';

export type Scene = {
  readonly route: Route | null;
  readonly request: FastifyRequest;
  readonly reply: FastifyReply;
  readonly services: Services;
  readonly who: Identified | null;
};
