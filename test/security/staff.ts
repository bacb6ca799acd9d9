// One member of staff of each role at the north, each with a browser of their own, signed in.
import type { Role, StaffActor } from '#kernel';
import { ACTORS, type TestApp } from '../app.ts';
import { type Visitor, visit } from './visitor.ts';

export const STAFF: Readonly<Record<Role, StaffActor>> = {
  referrer: ACTORS.north.referrer,
  link_worker: ACTORS.north.linkWorker,
  manager: ACTORS.north.manager,
  administrator: ACTORS.north.administrator,
  privacy_lead: ACTORS.north.privacyLead,
  evaluator: ACTORS.north.evaluator,
};

export type Somebody = Role | 'nobody';

/** Gives the browser of a role, signed in again if something it sent has signed it out; `nobody` never signs in. */
export function openBrowsers(test: TestApp): (who: Somebody) => Promise<Visitor> {
  const browsers = new Map<Somebody, Visitor>();
  return async who => {
    const known = browsers.get(who);
    if (known && (who === 'nobody' || known.cookies.has('session'))) return known;
    const opened = await visit(test, who === 'nobody' ? {} : { actor: STAFF[who] });
    browsers.set(who, opened);
    return opened;
  };
}
