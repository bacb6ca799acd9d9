// Tampering is named: edit, delete, swap, cut, insert, restore an old backup, alter a seal inside or outside.
import { appendFileSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeEach, describe, expect, it } from 'vitest';
import { uuidv7 } from '#kernel';
import { sealEverything } from '../../../test/sealing.ts';
import { ACTORS, NORTH, openTestDatabase } from '../../../test/testing.ts';
import { sealAll, sealOrganisation } from './seal.ts';
import { verifyOrganisation } from './verify.ts';

const { database, as, asSuperuser } = await openTestDatabase();
const o = NORTH.organisationId;
let folder = '';

const act = () =>
  as(ACTORS.north.manager, async ctx =>
    ctx.record({ event: 'test.done', subject: { type: 'test', id: uuidv7() } }),
  );
const faults = async () => (await verifyOrganisation(database, o, folder)).faults;
const eventIds = async () =>
  (
    await asSuperuser<{ id: string }>(
      'select id from audit_events where organisation_id = $1 order by xact, id',
      [o],
    )
  ).map(row => row.id);

async function sealThree(): Promise<void> {
  expect(await sealEverything({ asSuperuser, database }, folder)).toBe(3);
}

beforeEach(async () => {
  await asSuperuser('delete from audit_seals');
  await asSuperuser('delete from audit_sealed_up_to');
  await asSuperuser('delete from audit_events');
  folder = mkdtempSync(join(tmpdir(), 'footbridge-seals-'));
  for (let i = 0; i < 3; i++) await act();
  await sealThree();
  for (let i = 0; i < 3; i++) await act();
  await sealThree();
});

describe('verifying the audit trail', () => {
  it('finds an untouched trail whole, and counts what is not sealed yet', async () => {
    await act();
    expect(await verifyOrganisation(database, o, folder)).toMatchObject({
      seals: 2,
      rows: 6,
      unsealed: 1,
      faults: [],
    });
  });

  it('seals nothing twice, and nothing when nothing happened', async () => {
    expect(await sealAll(database, folder)).toBe(0);
  });

  it('puts a transaction with more rows than a seal usually holds under one seal', async () => {
    await as(ACTORS.north.manager, async ctx => {
      for (let i = 0; i < 7; i++) ctx.record({ event: 'test.done' });
    });
    await act();
    while (
      (await sealOrganisation(database, o, folder, 5)) > 0 ||
      (await verifyOrganisation(database, o, folder)).unsealed > 0
    );
    expect(await verifyOrganisation(database, o, folder)).toMatchObject({
      rows: 14,
      unsealed: 0,
      faults: [],
    });
  });

  it('names an edited row', async () => {
    const [, second] = await eventIds();
    await asSuperuser(`update audit_events set event = 'test.forged' where id = $1`, [second]);
    expect(await faults()).toEqual([{ kind: 'row-edited', eventId: second, seal: 1 }]);
  });

  it('names a deleted row', async () => {
    const [, , third] = await eventIds();
    await asSuperuser('delete from audit_events where id = $1', [third]);
    expect(await faults()).toEqual([{ kind: 'row-deleted', eventId: third, seal: 1 }]);
  });

  it('names both of two swapped rows', async () => {
    const [first, second] = await eventIds();
    const subjects = await asSuperuser<{ id: string; subject_id: string }>(
      'select id, subject_id from audit_events where id = any($1)',
      [[first, second]],
    );
    const of = (id: string | undefined) => subjects.find(row => row.id === id)?.subject_id;
    await asSuperuser('update audit_events set subject_id = $2 where id = $1', [first, of(second)]);
    await asSuperuser('update audit_events set subject_id = $2 where id = $1', [second, of(first)]);
    expect((await faults()).map(fault => 'eventId' in fault && fault.eventId)).toEqual([first, second]);
  });

  it('names the rows of a tail that was cut with its seal', async () => {
    const tail = (await eventIds()).slice(3);
    await asSuperuser('delete from audit_events where id = any($1)', [tail]);
    await asSuperuser('delete from audit_seals where number = 2');
    expect(await faults()).toEqual([
      { kind: 'seal-missing-inside', seal: 2 },
      ...tail.map(eventId => ({ kind: 'row-deleted', eventId, seal: 2 })),
    ]);
  });

  it('names a row that was slipped in behind the seals', async () => {
    const id = uuidv7();
    await asSuperuser(
      `insert into audit_events (organisation_id, id, xact, actor_kind, event) values ($1, $2, '1'::xid8, 'staff', 'test.slipped')`,
      [o, id],
    );
    expect(await faults()).toEqual([{ kind: 'row-added-later', eventId: id }]);
  });

  it('notices an old backup put back: the outside seals know of rows that are gone', async () => {
    const tail = (await eventIds()).slice(3);
    await asSuperuser('delete from audit_events where id = any($1)', [tail]);
    await asSuperuser('delete from audit_seals where number = 2');
    await asSuperuser('update audit_sealed_up_to set xact = (select max(xact) from audit_events)');
    const named = (await faults()).flatMap(fault => (fault.kind === 'row-deleted' ? [fault.eventId] : []));
    expect(named).toEqual(tail);
  });

  it('names the seal when it was rewritten inside to hide an edit', async () => {
    const [first] = await eventIds();
    await asSuperuser(`update audit_events set event = 'test.forged' where id = $1`, [first]);
    await asSuperuser(
      `update audit_seals set event_hashes[1] = (select audit_event_hash(e.*) from audit_events e where id = $1) where number = 1`,
      [first],
    );
    const found = await faults();
    expect(found).toContainEqual({ kind: 'seal-altered-inside', seal: 1 });
    expect(found).toContainEqual({ kind: 'row-edited', eventId: first, seal: 1 });
  });

  it('names a seal altered or lost outside', async () => {
    const path = join(folder, `${o}.jsonl`);
    const [one, two] = readFileSync(path, 'utf8').split('\n');
    writeFileSync(path, `${one?.replace(/"sealedAt":"2/, '"sealedAt":"1')}\n`);
    const found = await faults();
    expect(found).toContainEqual({ kind: 'seal-altered-outside', seal: 1 });
    expect(found).toContainEqual({ kind: 'seal-missing-outside', seal: 2 });
    appendFileSync(path, `${one}\n${two}\n`);
    expect(await faults()).toEqual([]);
  });
});
