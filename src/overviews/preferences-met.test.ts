// How often wishes were met: denominators, "not asked" apart, small numbers hidden, and nothing for those who may not know (guidance M4, P1).
import { beforeAll, describe, expect, it } from 'vitest';
import { uuidv7 } from '#kernel';
import { ACTORS, NORTH, openTestDatabase } from '../../test/testing.ts';
import { loadPreferencesMet, type MetRow, perCentMet } from './preferences-met.ts';
import { givenReferral } from './referral-rows.fixture.ts';

const test = await openTestDatabase();
const { as, asSuperuser } = test;
const { evaluator, manager, linkWorker, referrer, privacyLead } = ACTORS.north;

type Given = {
  readonly wish?: string | null;
  readonly status?: string;
  readonly fit?: string;
  readonly language?: string;
  readonly sex?: string;
};

async function given({ wish = 'female', status = 'answered', fit, language = 'ti', sex = 'female' }: Given) {
  const { personId, referralId } = await givenReferral(test, {
    language,
    state: 'allocated',
    workerId: linkWorker.accountId,
  });
  const fact = (kind: string, value: string | null, as = 'answered') =>
    asSuperuser(
      `insert into person_facts (organisation_id, id, person_id, kind, status, value, recorded_at)
       values ($1, $2, $3, $4, $5, to_jsonb($6::text), '2026-03-01T12:00:00Z')`,
      [NORTH.organisationId, uuidv7(), personId, kind, as, value],
    );
  await fact('sex', sex);
  if (wish !== null) await fact('preference_worker_sex', status === 'answered' ? wish : null, status);
  if (!fit) return;
  for (const [index, each] of ['not_met', fit].entries())
    await asSuperuser(
      `insert into preference_outcomes (organisation_id, id, person_id, referral_id, kind, step, asked, what, fit, source, recorded_at)
       values ($1, $2, $3, $4, 'sex', 'given', 'female', 'female', $5, 'staff', $6)`,
      [NORTH.organisationId, uuidv7(), personId, referralId, each, `2026-03-0${index + 2}T12:00:00Z`],
    );
}
const many = async (count: number, what: Given) => {
  for (let n = 0; n < count; n += 1) await given(what);
};

beforeAll(async () => {
  await many(14, { fit: 'met' });
  await many(6, { fit: 'not_met' });
  await many(5, { wish: 'no_preference' });
  await many(7, { wish: null });
  await many(3, { status: 'declined' });
  await many(2, { language: 'rhg', sex: 'male', fit: 'met' });
  // Not given to anybody yet: not counted.
  await givenReferral(test, { language: 'ti', state: 'accepted' });
});

const sexRow = (rows: readonly MetRow[], cell: string) =>
  rows.find(row => row.kind === 'sex' && row.cell === cell);

describe('how often wishes were met', () => {
  it('counts the newest line of each referral, out of those who asked; the others stand apart', async () => {
    const rows = await as(evaluator, ctx => loadPreferencesMet(ctx, 2025, 'none'));
    const all = sexRow(rows, 'all');
    expect(all?.counts).toMatchObject({
      people: { shown: 35 },
      asked_for: { shown: 20 },
      met: { shown: 15 },
      not_met: { shown: 5 },
      no_wish: { shown: 5 },
      not_asked: { shown: 5 },
      declined: { shown: null, hidden: 'few' },
      not_known: { shown: null, hidden: 'few' },
    });
    expect(all && perCentMet(all.counts)).toBe(75);
    const language = rows.find(row => row.kind === 'language');
    expect(language?.counts).toMatchObject({ asked_for: { hidden: 'few' }, not_asked: { shown: 35 } });
    expect(language && perCentMet(language.counts)).toBeNull();
  });

  it('hides a rare language and a rare sex, and guards what would give them away', async () => {
    const languages = await as(manager, ctx => loadPreferencesMet(ctx, null, 'language'));
    expect(new Set(languages.map(row => row.cell))).toEqual(new Set(['ti', 'other']));
    expect(sexRow(languages, 'other')?.counts.people).toEqual({ shown: null, hidden: 'few' });
    expect(sexRow(languages, 'ti')?.counts.people).toEqual({ shown: null, hidden: 'guard' });
    const sexes = await as(manager, ctx => loadPreferencesMet(ctx, null, 'sex'));
    expect(new Set(sexes.map(row => row.cell))).toEqual(new Set(['female', 'other']));
    expect(sexRow(sexes, 'female')?.counts.met).toEqual({ shown: null, hidden: 'guard' });
  });

  it('no shown number is exact where it is small, in any split', async () => {
    for (const split of ['none', 'language', 'sex'] as const)
      for (const { counts } of await as(manager, ctx => loadPreferencesMet(ctx, null, split)))
        for (const { shown } of Object.values(counts))
          expect(shown === null || (shown >= 5 && shown % 5 === 0)).toBe(true);
  });

  it('is empty for a year without any, for another organisation, and for roles that may not know', async () => {
    expect(await as(evaluator, ctx => loadPreferencesMet(ctx, 2020, 'none'))).toEqual([]);
    expect(await as(ACTORS.south.manager, ctx => loadPreferencesMet(ctx, null, 'none'))).toEqual([]);
    for (const actor of [linkWorker, referrer, privacyLead])
      expect(await as(actor, ctx => loadPreferencesMet(ctx, null, 'none'))).toEqual([]);
  });
});
