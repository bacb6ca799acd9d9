// The ledger of preferences on a person's record: asked, offered, given, why not, with a history (guidance M4, P1a, P1c, P1d, P1e).

import { Temporal } from 'temporal-polyfill';
import { beforeEach, describe, expect, it } from 'vitest';
import { recordContact } from '#contacts';
import { uuidv7 } from '#kernel';
import { startPlan } from '#plans';
import { giveToWorker } from '#referrals';
import { NOON, openTestApp } from '../../../test/app.ts';
import { type StartedRecord, startRecord } from '../../../test/records.ts';
import { ACTORS, NORTH } from '../../../test/testing.ts';

const test = await openTestApp();
const { browse, as, asSuperuser } = test;
const { linkWorker, otherLinkWorker, manager, privacyLead, referrer } = ACTORS.north;

let record: StartedRecord;
let at: string;
beforeEach(async () => {
  record = await startRecord(test, { state: 'accepted' });
  at = `/people/${record.personId}`;
  await asSuperuser(
    `insert into person_languages (organisation_id, id, person_id, language, label, use, preferred) values ($1, $2, $3, 'ti', 'Tigrinya', 'speaks', true)`,
    [NORTH.organisationId, uuidv7(), record.personId],
  );
  await wish('preference_worker_sex', 'male');
  const chosen = { workerId: linkWorker.accountId, why: '', personAgrees: false, chosenBy: 'staff' } as const;
  await as(manager, ctx => giveToWorker(ctx, record.referralId, chosen));
});

const wish = (kind: string, value: string) =>
  asSuperuser(
    `insert into person_facts (organisation_id, id, person_id, kind, status, value, recorded_at)
     values ($1, $2, $3, $4, 'answered', to_jsonb($5::text), '2026-03-09T12:00:00Z')`,
    [NORTH.organisationId, uuidv7(), record.personId, kind, value],
  );

const talk = (changes: Partial<Parameters<typeof recordContact>[1]> = {}) =>
  as(linkWorker, ctx =>
    recordContact(ctx, {
      personId: record.personId,
      referralId: record.referralId,
      workerId: linkWorker.accountId,
      happenedAt: Temporal.Instant.from(NOON).subtract({ hours: 1 }),
      minutes: 30,
      mode: 'telephone',
      reached: 'reached',
      interpreting: 'not_needed',
      interpreterLanguage: null,
      interpreterReason: null,
      note: '',
      nextTask: null,
      completes: [],
      ...changes,
    }),
  );
const linesOf = (kind: string) =>
  asSuperuser<{ what: string; fit: string; source: string }>(
    `select what, fit, source from preference_outcomes where referral_id = $1 and kind = $2 and step = 'given' order by recorded_at, id`,
    [record.referralId, kind],
  );

describe('the ledger on the record', () => {
  it('shows what was asked, offered and given and why not, and what nobody asked', async () => {
    const worker = await (await browse(linkWorker)).goTo(`${at}/ledger`);
    expect([worker.status, worker.heading]).toEqual([200, 'Abrehet Example Preferences']);
    expect(worker.text).toMatch(
      /Woman or manAsked forA man if possible \(9 March 2026.*?\)OfferedA woman\. 0 of 1 in the list.*?GivenA woman, Lena Linkworker.*?Not as askedWhy notNobody in the team has this/,
    );
    expect(worker.text).toMatch(/Alone or in a groupAsked forNot asked yet/);
    expect(worker.text).not.toMatch(/Asked forIt does not matter/);
    expect(worker.text).toContain('Staff chose: Lena Linkworker, of 1 shown');
    await worker.goTo(at);
    expect(worker.text).toMatch(/Woman or man\s?A man if possible\s?Given: A woman\. Not as asked/);
    expect(worker.document.querySelector(`a[href="${at}/ledger"]`)).not.toBeNull();
  });

  it('takes what staff say was given, with a reason where it falls short', async () => {
    const worker = await (await browse(linkWorker)).goTo(`${at}/ledger/sex`);
    await worker.submit({ what: '' });
    expect(worker.errors).toEqual(['Choose what was given']);
    await worker.submit({ what: 'female', reason: '' });
    expect(worker.errors).toEqual(['Say why it was not as they asked']);
    await worker.submit({ what: 'female', reason: 'other', note: '' });
    expect(worker.errors).toEqual(['Say what the other reason is']);
    await worker.submit({ what: 'female', reason: 'person-chose-otherwise', note: 'She liked Lena' });
    expect(worker.text).toContain('Why notThe person chose otherwise. She liked Lena');
    expect(await linesOf('sex')).toHaveLength(2);
    await worker.goTo(`${at}/ledger/sex`);
    await worker.submit({ what: 'male', reason: '', note: '' });
    expect(worker.text).toMatch(/GivenA man.*?As asked/);
    expect(worker.text).toMatch(/History.*A man.*A man if possible: As asked.*A woman.*Not as asked/);
  });

  it('is read by those who may read records, written by those who work with the person, and nobody else', async () => {
    expect((await (await browse(privacyLead)).goTo(`${at}/ledger`)).status).toBe(200);
    expect((await (await browse(privacyLead)).goTo(`${at}/ledger/sex`)).status).toBe(403);
    expect((await (await browse(otherLinkWorker)).goTo(`${at}/ledger`)).status).toBe(404);
    expect((await (await browse(ACTORS.south.manager)).goTo(`${at}/ledger/sex`)).status).toBe(404);
    expect((await (await browse(referrer)).goTo(`${at}/ledger`)).status).toBe(403);
  });
});

describe('contacts and plans, in the ledger', () => {
  it('say how it was in fact: by telephone alone, with an interpreter; and once while nothing changes', async () => {
    await wish('preference_format', 'group');
    await wish('preference_language', 'same');
    await talk({ interpreting: 'professional', interpreterLanguage: 'ti' });
    await talk({ interpreting: 'professional', interpreterLanguage: 'ti' });
    expect(await linesOf('format')).toEqual([{ what: 'individual', fit: 'not_met', source: 'contact' }]);
    expect((await linesOf('language')).map(line => [line.what, line.fit])).toEqual([
      ['worker-speaks', 'not_asked'],
      ['interpreter', 'not_met'],
    ]);
    await talk({ mode: 'group' });
    expect((await linesOf('format')).map(line => line.fit)).toEqual(['not_met', 'met']);
  });

  it('say nothing where nobody was reached, or in a letter', async () => {
    await talk({ reached: 'no_answer', interpreting: 'professional' });
    await talk({ mode: 'text' });
    expect([await linesOf('format'), (await linesOf('language')).length]).toEqual([[], 1]);
  });

  it('a plan is time to talk', async () => {
    await wish('preference_depth', 'conversation');
    await as(linkWorker, ctx => startPlan(ctx, record.referralId));
    expect(await linesOf('depth')).toEqual([{ what: 'conversation', fit: 'met', source: 'plan' }]);
  });

  it('asking again holds what is given against the new wish', async () => {
    const worker = await (await browse(linkWorker)).goTo(`${at}/preferences`);
    await worker.submit({ preference_worker_sex: 'female', preference_language: 'same_only' });
    expect((await linesOf('sex')).map(line => [line.fit, line.source])).toEqual([
      ['not_met', 'allocation'],
      ['met', 'preference'],
    ]);
    expect((await linesOf('language')).at(-1)).toMatchObject({ fit: 'met', source: 'preference' });
  });
});

describe('what a worker says of themselves for the match', () => {
  it('is kept, and asked about where a postcode is none', async () => {
    const worker = await (await browse(linkWorker)).goTo('/your-profile');
    await worker.submit({
      topics: ['maternity', 'children', 'made-up'],
      formats: 'group',
      'works-in': 'here and there',
      'language-3': 'ar-SY',
    });
    expect(worker.errors).toEqual(['Enter the first part of postcodes, such as LS7 or LS']);
    await worker.submit({ 'works-in': 'ls7, LS8 and BD' });
    expect(worker.text).toContain('Your profile is saved.');
    await worker.goTo('/your-profile');
    await worker.submit({});
    const [row] = await asSuperuser(
      `select topics, formats, works_in, (select array_agg(language order by language) from link_worker_languages l
         where l.account_id = w.account_id) as languages from link_workers w where account_id = $1`,
      [linkWorker.accountId],
    );
    expect(row).toEqual({
      topics: ['maternity', 'children'],
      formats: ['group'],
      works_in: ['LS7', 'LS8', 'BD'],
      languages: ['ar-SY', 'en', 'ti'],
    });
  });
});
