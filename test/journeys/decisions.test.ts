// What a service answers to a referral besides yes: a question, no with a reason, "this is the same person"; and what the referrer takes back.
import { describe, expect, it } from 'vitest';
import { receiveReferral } from '#referrals';
import { arrivalOf, SELAM } from '../../src/referrals/arrival.fixture.ts';
import { ACTORS, choose, follow, NORTH, openJourney, press, seePage, wordsOf } from './journey.ts';

const journey = await openJourney();
const { referrer, linkWorker, system } = ACTORS.north;

/** Given a referral by Rita of the practice. */
async function received(fullName: string, reason = arrivalOf().reason): Promise<void> {
  const person = { ...SELAM, names: [{ use: 'legal', fullName }] as const, contactPoints: [] };
  const sender = {
    ...arrivalOf().referrer,
    accountId: referrer.accountId,
    referringOrganisationId: NORTH.practice,
  };
  const arrival = arrivalOf({ source: 'referrer', person, referrer: sender, reason });
  await journey.as(system, ctx => receiveReferral(ctx, arrival));
}

async function triageOf(name: string) {
  const page = await journey.open(linkWorker);
  await page.goto('/triage');
  await follow(page, name);
  return page;
}

async function sentOf(name: string, show = 'open') {
  const page = await journey.open(referrer);
  await page.goto(`/referrals?show=${show}`);
  await seePage(page, 'Your referrals');
  await follow(page, name);
  return page;
}

describe('given a referral that leaves something open', () => {
  it('when the service asks, the referrer answers, and the service reads it', async () => {
    await received('Hodan Warsame', 'She has asked for:\nEnglish lessons\nA dentist');
    const worker = await triageOf('Hodan Warsame');
    expect(await worker.locator('main').innerText()).toContain('asked for:\nEnglish lessons\nA dentist');
    await follow(worker, 'Ask the referrer');
    await seePage(worker, 'Ask the referrer');
    await press(worker, 'Send the question');
    await seePage(worker, 'Ask the referrer');
    await worker.getByLabel('Your question').fill('Which day is good for her?');
    await press(worker, 'Send the question');
    const sender = await sentOf('Hodan Warsame');
    await seePage(sender, 'Hodan Warsame');
    expect(await wordsOf(sender)).toContain('Which day is good for her?');
    await sender.getByLabel('Your answer').fill('Thursdays, after school');
    await press(sender, 'Send the answer');
    await seePage(sender, 'Hodan Warsame');
    expect(await wordsOf(sender)).toContain('Your answer was sent.');
    await worker.goto('/triage');
    await follow(worker, 'Hodan Warsame');
    await seePage(worker, 'Hodan Warsame');
    expect(await wordsOf(worker)).toContain('Thursdays, after school');
  });
});

describe('given a referral that is not for this service', () => {
  it('when it is declined, the referrer reads why and where else to go', async () => {
    await received('Ana Popescu');
    const worker = await triageOf('Ana Popescu');
    await follow(worker, 'Decline');
    await seePage(worker, 'Decline this referral');
    await choose(worker, 'Why?', 'The person lives outside our area');
    await worker.getByLabel('What the referrer should know').fill('The service in Southtown takes her.');
    await press(worker, 'Decline');
    await seePage(worker, 'New referrals');
    expect(await worker.getByRole('link', { name: 'Ana Popescu' }).count()).toBe(0);
    const sender = await sentOf('Ana Popescu', 'ended');
    await seePage(sender, 'Ana Popescu');
    expect(await wordsOf(sender)).toMatch(
      /The person lives outside our area.*The service in Southtown takes her/,
    );
  });

  it('when the referrer takes it back, nobody works on it any more', async () => {
    await received('Samuel Abebe');
    const sender = await sentOf('Samuel Abebe');
    await follow(sender, 'Withdraw this referral');
    await seePage(sender, /Withdraw/i);
    await sender.getByRole('textbox').fill('He moved to his brother’s.');
    await press(sender, /^Withdraw/);
    await seePage(sender, 'Samuel Abebe');
    expect(await wordsOf(sender)).toContain('The referral was withdrawn.');
    const worker = await journey.open(linkWorker);
    await worker.goto('/triage');
    expect(await worker.getByRole('link', { name: 'Samuel Abebe' }).count()).toBe(0);
  });
});

describe('given two referrals of one person under two spellings', () => {
  it('when a link worker says it is one person, one record has both, and it can be undone', async () => {
    await received('Mohammed Rahimi');
    await received('Muhamad Raheemi');
    const worker = await triageOf('Muhamad Raheemi');
    await seePage(worker, 'Muhamad Raheemi');
    await press(worker, 'Same person as Mohammed Rahimi');
    await seePage(worker, 'Mohammed Rahimi');
    expect(await wordsOf(worker)).toContain('said on');
    await press(worker, 'Undo: they are two people');
    await seePage(worker, 'Muhamad Raheemi');
  });
});
