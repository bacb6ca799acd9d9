// Messages back in the database: who may send, see and mark them, and what is kept.
import { beforeAll, describe, expect, it } from 'vitest';
import { uuidv7 } from '#kernel';
import { startRecord } from '../../test/records.ts';
import { ACTORS, NORTH, openTestDatabase } from '../../test/testing.ts';
import { messageBackOf } from './message-back.fixture.ts';
import type { MessageBack } from './message-back.ts';
import {
  loadMessageBack,
  loadMessagesBack,
  loadUnreadMessages,
  markMessageRead,
  saveMessageBack,
} from './store.ts';

const database = await openTestDatabase();
const { as, asSuperuser } = database;
const { north, south } = ACTORS;

/** A referral that the North practice sent. */
async function referralFromPractice(practice: string = NORTH.practice): Promise<string> {
  const { referralId } = await startRecord(database);
  await asSuperuser('update referrals set referring_organisation_id = $1 where id = $2', [
    practice,
    referralId,
  ]);
  return referralId;
}

async function send(
  referralId: string,
  content: Partial<MessageBack> = {},
  actor: (typeof north)['linkWorker'] | (typeof north)['system'] = north.linkWorker,
): Promise<string> {
  const saved = await as(actor, ctx => saveMessageBack(ctx, referralId, messageBackOf(content)));
  if (!saved.ok) throw new Error(saved.reason);
  return saved.value;
}

const FIRST_PAGE = { page: 1, pageSize: 20 };

describe('sending', () => {
  let referralId: string;
  beforeAll(async () => {
    referralId = await referralFromPractice();
  });

  it('keeps the message as it was composed, for the person of the referral, and tells the jobs', async () => {
    const id = await send(referralId);
    const kept = await as(north.linkWorker, ctx => loadMessageBack(ctx, id));
    expect(kept).toMatchObject({ id, referralId, content: messageBackOf(), readAt: null });
    expect(kept?.madeAt.toISOString()).toBe('2026-03-10T12:00:00.000Z');
    expect(await asSuperuser('select event from outbox where subject_id = $1', [id])).toEqual([
      { event: 'message-back.sent' },
    ]);
    expect(await asSuperuser('select event, actor_id from audit_events where subject_id = $1', [id])).toEqual(
      [{ event: 'message-back.sent', actor_id: north.linkWorker.accountId }],
    );
  });

  it('keeps no more than the person agreed to', async () => {
    const id = await send(referralId, { sharingAgreed: 'no' });
    const [row] = await asSuperuser<{ content: MessageBack }>(
      'select content from messages_back where id = $1',
      [id],
    );
    expect(row?.content).toMatchObject({ goals: [], measures: [], note: '' });
  });

  it('throws on a field that may not travel, and keeps nothing', async () => {
    const before = await as(north.manager, ctx => loadMessagesBack(ctx, referralId));
    const sneaked = { ...messageBackOf(), nationality: 'ER' };
    await expect(as(north.linkWorker, ctx => saveMessageBack(ctx, referralId, sneaked))).rejects.toThrow(
      /nationality/,
    );
    expect(await as(north.manager, ctx => loadMessagesBack(ctx, referralId))).toEqual(before);
  });

  it('finds no referral of another team, another organisation, or none', async () => {
    const attempt = (actor: Parameters<typeof as>[0], id: string) =>
      as(actor, ctx => saveMessageBack(ctx, id, messageBackOf()));
    const notFound = { ok: false, reason: 'not-found' };
    expect(await attempt(north.otherLinkWorker, referralId)).toEqual(notFound);
    expect(await attempt(south.manager, referralId)).toEqual(notFound);
    expect(await attempt(north.manager, uuidv7())).toEqual(notFound);
  });

  it('is not for referrers', async () => {
    await expect(
      as(north.referrer, ctx => saveMessageBack(ctx, referralId, messageBackOf())),
    ).rejects.toThrow(/row-level security/);
  });
});

describe('reading', () => {
  it('shows a referral its messages, newest first, and only to those who may see the referral', async () => {
    const referralId = await referralFromPractice();
    const first = await send(referralId, { kind: 'accepted' });
    const second = await send(referralId);
    const seenBy = async (actor: Parameters<typeof as>[0]) =>
      (await as(actor, ctx => loadMessagesBack(ctx, referralId))).map(message => message.id);
    for (const actor of [north.referrer, north.linkWorker, north.manager, north.privacyLead])
      expect(await seenBy(actor)).toEqual([second, first]);
    for (const actor of [
      north.otherReferrer,
      north.otherLinkWorker,
      north.administrator,
      north.evaluator,
      south.manager,
      south.referrer,
    ]) {
      expect(await seenBy(actor)).toEqual([]);
      expect(await as(actor, ctx => loadMessageBack(ctx, first))).toBeNull();
    }
    expect(await as(north.manager, ctx => loadMessageBack(ctx, 'not an id'))).toBeNull();
  });
});

describe("a referrer's inbox", () => {
  it('has what the practice has not opened, oldest first, in pages with the exact total', async () => {
    const referralId = await referralFromPractice(NORTH.otherPractice);
    const ids = [
      await send(referralId, { kind: 'accepted' }),
      await send(referralId),
      await send(referralId, {}, north.system),
    ];
    const inbox = await as(north.otherReferrer, ctx => loadUnreadMessages(ctx, FIRST_PAGE));
    expect(inbox.total).toBe(3);
    expect(inbox.messages.map(message => message.id)).toEqual(ids);
    expect(inbox.messages[0]).toMatchObject({
      referralId,
      kind: 'accepted',
      personName: 'Selam Tesfay (ሰላም ተስፋይ)',
      reference: referralId.slice(-12),
    });
    const lastPage = await as(north.otherReferrer, ctx => loadUnreadMessages(ctx, { page: 2, pageSize: 2 }));
    expect(lastPage).toMatchObject({ total: 3, messages: [{ id: ids[2] }] });

    expect(await as(north.otherReferrer, ctx => markMessageRead(ctx, ids[0] ?? ''))).toEqual({
      ok: true,
      value: null,
    });
    expect(
      (await as(north.otherReferrer, ctx => loadUnreadMessages(ctx, FIRST_PAGE))).messages.map(
        message => message.id,
      ),
    ).toEqual(ids.slice(1));
  });

  it('is nobody else’s', async () => {
    await send(await referralFromPractice());
    for (const actor of [north.manager, north.linkWorker, south.referrer, north.system]) {
      expect(await as(actor, ctx => loadUnreadMessages(ctx, FIRST_PAGE))).toEqual({ messages: [], total: 0 });
    }
  });

  it('counts the first reading, records it once, and lets nobody but the referrer mark', async () => {
    const id = await send(await referralFromPractice());
    const notFound = { ok: false, reason: 'not-found' };
    for (const actor of [north.linkWorker, north.otherReferrer, south.referrer]) {
      expect(await as(actor, ctx => markMessageRead(ctx, id))).toEqual(notFound);
    }
    expect(await as(north.referrer, ctx => markMessageRead(ctx, 'nonsense'))).toEqual(notFound);
    for (let time = 0; time < 2; time += 1) {
      expect(await as(north.referrer, ctx => markMessageRead(ctx, id))).toEqual({ ok: true, value: null });
    }
    expect(await asSuperuser('select read_by from messages_back where id = $1', [id])).toEqual([
      { read_by: north.referrer.accountId },
    ]);
    expect(
      await asSuperuser(`select 1 from audit_events where subject_id = $1 and event = 'message-back.read'`, [
        id,
      ]),
    ).toHaveLength(1);
  });
});
