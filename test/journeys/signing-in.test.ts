// Journeys at the door: an invitation, password and phone, a sign-in that ends in the middle of a form, and doors that stay shut.
import { generate } from 'otplib';
import type { Page } from 'playwright-core';
import { Temporal } from 'temporal-polyfill';
import { beforeAll, describe, expect, it } from 'vitest';
import { openHashing } from '#accounts';
import { NOON } from '../app.ts';
import { startRecord } from '../records.ts';
import { ACTORS, choose, follow, openJourney, press, seePage, wordsOf } from './journey.ts';

let now = Temporal.Instant.from(NOON);
const journey = await openJourney({ clock: () => now });
const PASSWORD = 'gentle-kettle-harbour';

const codeOf = (secret: string) =>
  generate({ secret: secret.replaceAll(' ', ''), epoch: Math.floor(now.epochMilliseconds / 1000) });

async function givePassword(page: Page, email: string): Promise<void> {
  await page.getByLabel('Email address').fill(email);
  await page.getByLabel('Password', { exact: true }).fill(PASSWORD);
  await press(page, 'Sign in');
}

/** Signs in for the first time; the secret goes to their phone. */
async function setUpPhone(page: Page, email: string): Promise<string> {
  await givePassword(page, email);
  await seePage(page, 'Set up your phone');
  expect(await page.evaluate('document.querySelector("main img").naturalWidth')).toBeGreaterThan(100);
  const secret = await page.locator('.fb-reference').innerText();
  await page.getByLabel('6-digit code from the app').fill(await codeOf(secret));
  await press(page, 'Continue');
  return secret;
}

beforeAll(async () => {
  await journey.asSuperuser('update accounts set password_hash = $1', [await openHashing().hash(PASSWORD)]);
});

describe('given a new colleague', () => {
  it('when the administrator invites her, she sets a password, adds her phone, and signs in with both', async () => {
    const ada = await journey.open(ACTORS.north.administrator);
    await ada.goto('/');
    await seePage(ada, 'Accounts and settings');
    await ada.goto('/admin/accounts');
    await seePage(ada, 'Accounts');
    await follow(ada, 'Invite someone');
    await ada.getByLabel('Full name').fill('Nadia Newcomer');
    await ada.getByLabel('Email address').fill('nadia@north.example');
    await choose(ada, 'Role', 'Link worker');
    await ada.getByLabel('Team', { exact: true }).selectOption('Team A');
    await seePage(ada, 'Invite someone');
    await press(ada, 'Make the account and a link');
    await seePage(ada, 'Send this link');
    const link = new URL(await ada.locator('.fb-reference').innerText());

    const nadia = await journey.open();
    await nadia.goto(link.pathname);
    await seePage(nadia, 'Set your password');
    await nadia.getByLabel('New password', { exact: true }).fill(PASSWORD);
    await nadia.getByLabel('New password again').fill(PASSWORD);
    await press(nadia, 'Set password');
    await seePage(nadia, 'Sign in');
    const secret = await setUpPhone(nadia, 'nadia@north.example');
    await seePage(nadia, 'Your caseload');
    await nadia.goto('/account');
    await seePage(nadia, 'Your account');
    await press(nadia, 'Sign out');
    await seePage(nadia, 'Sign in');

    now = now.add({ minutes: 2 });
    await givePassword(nadia, 'nadia@north.example');
    await seePage(nadia, 'Enter your code');
    await nadia.getByLabel('6-digit code').fill('000000');
    await press(nadia, 'Continue');
    expect(await nadia.getByRole('alert').innerText()).toContain('That code is not right');
    await seePage(nadia, 'Enter your code');
    await nadia.getByLabel('6-digit code').fill(await codeOf(secret));
    await press(nadia, 'Continue');
    await seePage(nadia, 'Your caseload');
  });
});

describe('given a receptionist who was called away in the middle of a referral', () => {
  it('when her sign-in has ended, she signs in, comes back to the question, and what she kept is there', async () => {
    const rita = await journey.open(ACTORS.north.referrer);
    await rita.goto('/refer');
    await press(rita, 'Start');
    await choose(rita, 'What the person said', 'Yes, they know and agree');
    await press(rita, 'Continue');
    await rita.getByLabel('Full name').fill('Miriam Haile');
    await press(rita, 'Continue');
    const question = rita.url();
    now = now.add({ minutes: 31 });
    await press(rita, 'Continue');
    await seePage(rita, 'Sign in');
    expect(await wordsOf(rita)).toContain('What you sent last was not kept');
    await setUpPhone(rita, 'rita.referrer@north.example');
    expect(rita.url()).toBe(question);
    await seePage(rita, 'Date of birth and doctor');
    await rita.goto(question.replace(/[^/]+$/, 'check'));
    await seePage(rita, 'Check the answers');
    expect(await wordsOf(rita)).toContain('Miriam Haile');
  });
});

describe('given pages that are not for everybody', () => {
  it('when the role is wrong it says so, and another team or service finds nothing', async () => {
    const record = await startRecord(journey, { name: 'Kept Apart' });
    const status = async (actor: Parameters<typeof journey.open>[0], path: string, heading: string) => {
      const page = await journey.open(actor);
      const answer = await page.goto(path);
      await seePage(page, heading);
      expect(await page.content()).not.toContain('Kept Apart');
      await page.context().close();
      return answer?.status();
    };
    const at = `/people/${record.personId}`;
    expect(await status(ACTORS.north.referrer, '/overview', 'You cannot see this page')).toBe(403);
    expect(await status(ACTORS.north.evaluator, at, 'You cannot see this page')).toBe(403);
    expect(await status(ACTORS.north.otherLinkWorker, at, 'Page not found')).toBe(404);
    expect(await status(ACTORS.south.manager, `/triage/${record.referralId}`, 'Page not found')).toBe(404);
    expect(await status(undefined, '/nowhere', 'Page not found')).toBe(404);
    expect(await status(undefined, at, 'Sign in')).toBe(200);
  });
});
