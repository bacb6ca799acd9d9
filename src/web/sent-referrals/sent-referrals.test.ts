// What a referrer sees of what they sent: where it stands, questions to answer, the whole message, the letter, withdrawing.
import { beforeAll, describe, expect, it } from 'vitest';
import { composeMessageBack, saveMessageBack } from '#messages';
import { acceptReferral, askReferrer, loadReferral, receiveReferral } from '#referrals';
import { ACTORS, NORTH, openTestApp } from '../../../test/app.ts';
import { arrivalOf } from '../../referrals/arrival.fixture.ts';

const { app, as, browse } = await openTestApp();
const north = ACTORS.north;
let id = '';

const receive = async (): Promise<string> => {
  const referrer = {
    ...arrivalOf().referrer,
    accountId: north.referrer.accountId,
    referringOrganisationId: NORTH.practice,
  };
  return (await as(north.referrer, ctx => receiveReferral(ctx, arrivalOf({ source: 'referrer', referrer }))))
    .referralId;
};

beforeAll(async () => {
  id = await receive();
});

describe('a referrer follows what they sent (guidance R2)', () => {
  it('reads the list and the referral, and answers the question', async () => {
    await as(north.linkWorker, ctx => askReferrer(ctx, id, 'Which days suit?'));
    const browser = await browse(north.referrer);
    await browser.goTo('/referrals');
    expect(browser.text).toContain('Answer a question');
    await browser.goTo(`/referrals/${id}`);
    await browser.submit({ answer: '' }, `/referrals/${id}/answer`);
    expect([browser.status, browser.errors]).toEqual([422, ['Write your answer']]);
    const tab = await browse(north.referrer);
    await tab.goTo(`/referrals/${id}`);
    await browser.submit({ answer: 'Mondays' }, `/referrals/${id}/answer`);
    expect(browser.text).toContain('Your answer was sent.');
    await tab.submit({ answer: 'Tuesdays' }, `/referrals/${id}/answer`);
    expect(tab.text).toContain('Your answer was not sent: the question was answered');
    expect(tab.text).toContain('You wrote, and it was not kept:Tuesdays');
    expect(tab.document.querySelector('.nhsuk-error-summary a')).toBeNull();
    expect((await as(north.manager, ctx => loadReferral(ctx, id)))?.state).toBe('received');
  });

  it('reads the whole message on the page, as the letter has it, and opens the letter', async () => {
    await as(north.manager, async ctx => {
      await acceptReferral(ctx, id);
      const referral = await loadReferral(ctx, id);
      const message =
        referral &&
        (await composeMessageBack(ctx, referral, 'accepted', {
          requestedActions: ['Please code the referral'],
          goals: [{ description: 'See a GP', status: 'achieved', note: null }],
        }));
      if (message) await saveMessageBack(ctx, id, message);
    });
    const browser = await browse(north.referrer);
    await browser.goTo(`/referrals/${id}`);
    expect(browser.text).toContain('Please code the referral');
    expect(browser.text).toContain('See a GP');
    const href = browser.document.querySelector('a[href$="letter.pdf"]')?.getAttribute('href') ?? '';
    const letter = await app.inject({
      method: 'GET',
      url: href,
      headers: { cookie: `session=${browser.cookies.get('session')}` },
    });
    expect([
      letter.statusCode,
      letter.headers['content-type'],
      letter.rawPayload.subarray(0, 5).toString(),
    ]).toEqual([200, 'application/pdf', '%PDF-']);
    for (const other of [north.otherReferrer, ACTORS.south.referrer]) {
      const stranger = await browse(other);
      expect((await stranger.goTo(href)).status).toBe(404);
      expect((await stranger.goTo(`/referrals/${id}`)).status).toBe(404);
    }
  });

  it('withdraws with a reason, once', async () => {
    const sent = await receive();
    const browser = await browse(north.referrer);
    await browser.goTo(`/referrals/${sent}/withdraw`);
    expect(browser.heading).toMatch(/^Reference \w{4}-\w{4}, \S.* Withdraw this referral$/);
    await browser.submit({ reason: '' });
    expect(browser.status).toBe(422);
    await browser.submit({ reason: 'Moved away' });
    expect(browser.text).toContain('The referral was withdrawn.');
    expect((await as(north.manager, ctx => loadReferral(ctx, sent)))?.state).toBe('withdrawn');
  });
});
