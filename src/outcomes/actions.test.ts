// Measures in the database: start and end once, voided with a reason and taken again, and nobody else's people.
import { beforeEach, describe, expect, it } from 'vitest';
import { type StartedRecord, startRecord } from '../../test/records.ts';
import { ACTORS, openTestDatabase, SOUTH } from '../../test/testing.ts';
import { type MeasureTaken, recordNotTaken, takeMeasure, voidMeasure } from './actions.ts';
import { loadResponse, loadResponses } from './store.ts';

const test = await openTestDatabase();
const { as } = test;
const { linkWorker, otherLinkWorker, manager, privacyLead, referrer } = ACTORS.north;

let record: StartedRecord;
beforeEach(async () => {
  record = await startRecord(test, { state: 'active', workerId: linkWorker.accountId });
});

const taken = (changes: Partial<MeasureTaken> = {}): MeasureTaken => ({
  personId: record.personId,
  referralId: record.referralId,
  measure: 'ons4',
  point: 'start',
  language: 'en',
  mode: 'read_aloud',
  answeredBy: 'person',
  answers: {
    satisfied: { value: 4 },
    worthwhile: { value: 5 },
    happy: { value: 3 },
    anxious: { missing: 'declined' },
  },
  takenOn: '2026-03-10',
  birthDate: null,
  ...changes,
});
const take = (changes: Partial<MeasureTaken> = {}, actor = linkWorker) =>
  as(actor, ctx => takeMeasure(ctx, taken(changes)));
const responses = (actor = linkWorker) => as(actor, ctx => loadResponses(ctx, record.referralId));

describe('a measure that was not taken', () => {
  it('is kept with the reason and claims no language and no way of asking', async () => {
    const { personId, referralId } = record;
    const notTaken = { personId, referralId, measure: 'ons4', point: 'end', missing: 'not_asked' } as const;
    expect((await as(linkWorker, ctx => recordNotTaken(ctx, notTaken))).ok).toBe(true);
    const [kept] = await responses();
    expect(kept).toMatchObject({ point: 'end', asked: null, takenOn: '2026-03-10' });
    expect(kept?.answers.map(({ value, missing }) => [value, missing])).toEqual(
      Array.from({ length: 4 }, () => [null, 'not_asked']),
    );
    expect(await as(linkWorker, ctx => recordNotTaken(ctx, notTaken))).toEqual({
      ok: false,
      reason: 'already-taken',
    });
    expect(await as(otherLinkWorker, ctx => recordNotTaken(ctx, { ...notTaken, point: 'start' }))).toEqual({
      ok: false,
      reason: 'not-found',
    });
  });
});

describe('taking a measure', () => {
  it('keeps what was asked as it was asked', async () => {
    expect((await take({ language: 'ti', mode: 'interpreted' })).ok).toBe(true);
    const [kept] = await responses();
    expect(kept).toMatchObject({
      measure: 'ons4',
      point: 'start',
      asked: { language: 'ti', mode: 'interpreted', standing: 'not_validated' },
      takenOn: '2026-03-10',
    });
    expect(kept?.measureVersion).not.toBe('');
    expect(kept?.answers[3]).toEqual({
      item: 'anxious',
      wording:
        'On a scale where 0 is "not at all anxious" and 10 is "completely anxious", overall, how anxious did you feel yesterday?',
      anchors: ['not at all anxious', 'completely anxious'],
      direction: 'lower is better',
      value: null,
      missing: 'declined',
    });
  });

  it('stands once at the start and once at the end, also when two people send it at the same moment', async () => {
    const outcomes = await Promise.all([take(), take({}, manager)]);
    expect(outcomes.filter(outcome => outcome.ok)).toHaveLength(1);
    expect(outcomes.find(outcome => !outcome.ok)).toEqual({ ok: false, reason: 'already-taken' });
    expect((await take({ point: 'end' })).ok).toBe(true);
    expect((await take({ point: 'review' })).ok).toBe(true);
    expect((await take({ point: 'review' })).ok).toBe(true);
    expect(await responses()).toHaveLength(4);
  });

  it('may be declared void with a reason, and taken again', async () => {
    const first = await take();
    if (!first.ok) throw new Error(first.reason);
    expect(await as(linkWorker, ctx => voidMeasure(ctx, first.value, '  '))).toEqual({
      ok: false,
      reason: 'reason-needed',
    });
    expect((await as(linkWorker, ctx => voidMeasure(ctx, first.value, 'Her son answered'))).ok).toBe(true);
    expect(await as(linkWorker, ctx => voidMeasure(ctx, first.value, 'Again'))).toEqual({
      ok: false,
      reason: 'already-void',
    });
    expect((await take()).ok).toBe(true);
    expect((await responses()).map(response => response.voidReason)).toEqual(['Her son answered', null]);
  });

  it('is refused for what is no measure, for others’ people, and for roles that do not do this work', async () => {
    const other = await startRecord(test, { name: 'Somebody Else' });
    const south = await startRecord(test, { place: SOUTH });
    const outcomes = await Promise.all([
      take({ measure: 'phq9' }),
      take({ answeredBy: 'someone_else' }),
      take({ personId: other.personId }),
      take({ personId: south.personId, referralId: south.referralId }),
      take({}, otherLinkWorker),
      take({}, privacyLead),
      take({}, referrer),
    ]);
    expect(outcomes.map(outcome => (outcome.ok ? 'kept' : outcome.reason))).toEqual([
      'not-a-measure',
      'someone-else-answered',
      'not-found',
      'not-found',
      'not-found',
      'not-found',
      'not-found',
    ]);
    expect(await responses(manager)).toEqual([]);
  });

  it('is read by those who may see the record, and by nobody else', async () => {
    const kept = await take();
    if (!kept.ok) throw new Error(kept.reason);
    expect(await responses(privacyLead)).toHaveLength(1);
    for (const actor of [otherLinkWorker, referrer, ACTORS.south.manager]) {
      expect(await responses(actor)).toEqual([]);
      expect(await as(actor, ctx => loadResponse(ctx, kept.value))).toBeNull();
      expect(await as(actor, ctx => voidMeasure(ctx, kept.value, 'Not mine'))).toEqual({
        ok: false,
        reason: 'not-found',
      });
    }
  });
});
