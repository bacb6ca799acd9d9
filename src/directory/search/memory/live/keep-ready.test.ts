// A server has everything read before anybody searches, and reads again what changes meanwhile.
import { afterEach, beforeAll, describe, expect, it } from 'vitest';
import { APP_ROLE, asActor } from '#database';
import { ACTORS, openTestDatabase } from '../../../../../test/testing.ts';
import { type KeptReady, keepSearchReady } from './keep-ready.ts';
import { currentIndex } from './live-index.ts';

const { database, asSuperuser } = await openTestDatabase();
/** More than are read at once. */
const SERVICES = 700;
const AT_ONCE = { firstAfterMs: 0, lookAgainMs: 20 };

/** As the next search finds them; it reads none itself. */
const cards = async () => {
  const read = await asActor(database, ACTORS.north.linkWorker, ctx => currentIndex(database, ctx));
  return read.cards;
};
const untilAllAreKept = () =>
  expect
    .poll(async () => (await cards()).kept.filter(card => card !== undefined).length, { timeout: 10_000 })
    .toBe(SERVICES);

beforeAll(async () => {
  await asSuperuser(
    `insert into directory_sources (id, code, name, publisher, url, licence, attribution, as_of)
     values (gen_random_uuid(), 'one', 'First list', 'P', 'https://example.org', 'none', 'none', '2026')`,
  );
  await asSuperuser(
    `insert into directory_organizations (id, source_id, original_id, name) select gen_random_uuid(), id, 'one', 'Tea House' from directory_sources`,
  );
  await asSuperuser(
    `insert into directory_services (id, source_id, original_id, organization_id, name, name_folded, search, description)
     select gen_random_uuid(), o.source_id, n::text, o.id, 'Club ' || n, 'club ' || n, to_tsvector('simple', 'club'), ''
     from directory_organizations o, generate_series(1, ${SERVICES}) n`,
  );
});

let ready: KeptReady | undefined;
afterEach(() => ready?.stop());

describe('a directory kept ready', () => {
  it('is read with every card, and again when all of them change', async () => {
    expect((await cards()).kept.some(card => card !== undefined)).toBe(false);
    ready = keepSearchReady(database, AT_ONCE);
    await untilAllAreKept();
    await asSuperuser(`update directory_sources set name = name || ', renamed'`);
    await untilAllAreKept();
    const { kept } = await cards();
    expect(kept.every(card => card?.source.name.endsWith(', renamed'))).toBe(true);
  });

  it('rests when it is stopped', async () => {
    ready = keepSearchReady(database, AT_ONCE);
    await ready.stop();
    await asSuperuser(`update directory_sources set name = name || ', again'`);
    await cards();
    await new Promise(resolve => setTimeout(resolve, 200));
    expect((await cards()).kept.some(card => card !== undefined)).toBe(false);
  });

  it('goes on after a failure', async () => {
    await asSuperuser(`revoke select on directory_sources from ${APP_ROLE}`);
    ready = keepSearchReady(database, AT_ONCE);
    await new Promise(resolve => setTimeout(resolve, 200));
    await asSuperuser(`grant select on directory_sources to ${APP_ROLE}`);
    await untilAllAreKept();
  });
});
