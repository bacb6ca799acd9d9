// The main job in parts, as each role does it: a referral from its arrival to the letter that says how it ended.
import type { BrowserContextOptions, Page } from 'playwright-core';
import { expect } from 'vitest';
import { receiveReferral } from '#referrals';
import { arrivalOf, SELAM } from '../../src/referrals/arrival.fixture.ts';
import { readPdf } from '../read-pdf.ts';
import {
  ACTORS,
  answerQuestions,
  choose,
  fillDay,
  follow,
  group,
  type Journey,
  press,
  seePage,
  wordsOf,
} from './journey.ts';

export type Walk = {
  readonly journey: Journey;
  /** How everybody's browser is in this walk. */
  readonly options: BrowserContextOptions;
  readonly name: string;
  /** Somebody who is known already, may be the same person, and is not. */
  readonly alike: string;
};

const { referrer, linkWorker, manager } = ACTORS.north;

/** Two people who fled together were both given the first of January on their papers. */
export async function knowSomebodyAlike({ journey, alike }: Walk): Promise<void> {
  const person = {
    ...SELAM,
    names: [{ use: 'legal', fullName: alike }] as const,
    birthDate: { status: 'answered', value: '1991-01-01' } as const,
  };
  await journey.as(ACTORS.north.system, ctx => receiveReferral(ctx, arrivalOf({ person })));
}

export async function refer({ journey, options, name }: Walk): Promise<void> {
  const page = await journey.open(referrer, options);
  await page.goto('/');
  await seePage(page, 'Your referrals');
  await follow(page, 'Refer someone');
  await seePage(page, 'Refer someone');
  await press(page, 'Start');
  await answerQuestions(page, {
    consent: it => choose(it, 'What the person said', 'Yes, they know and agree'),
    name: it => it.getByLabel('Full name').fill(name),
    identity: it => fillDay(it, 'Date of birth', ['1', '1', '1991']),
    contact: async it => {
      await it.getByLabel('Phone number').fill('07700 900123');
      await choose(it, 'Is it safe', 'Yes');
    },
    languages: async it => {
      await it.getByLabel('Which language does the person speak best?').fill('Tigrinya');
      await choose(it, 'Is an interpreter needed?', 'Yes');
    },
    preferences: it => choose(it, 'A woman or a man', 'A woman if possible'),
    help: it => it.getByLabel('GP registration support').check(),
    reason: it =>
      it.getByLabel('Why are you referring the person now?').fill('Turned away at two practices.'),
  });
  await seePage(page, 'Check the answers before you send');
  await press(page, 'Send the referral');
  await seePage(page, 'Referral sent');
  await page.context().close();
}

export async function triage({ journey, options, name, alike }: Walk): Promise<void> {
  const page = await journey.open(linkWorker, options);
  await page.goto('/triage');
  await seePage(page, 'New referrals');
  await follow(page, name);
  await seePage(page, name);
  expect(await wordsOf(page)).toMatch(/Turned away at two practices.*the same person/);
  await press(page, `Different person from ${alike}`);
  await seePage(page, name);
  expect(await page.getByText('Told apart before: 1').isVisible()).toBe(true);
  await press(page, 'Accept');
  await seePage(page, /./);
  await page.context().close();
}

export async function allocate({ journey, options, name }: Walk): Promise<void> {
  const page = await journey.open(manager, options);
  await page.goto('/');
  await seePage(page, 'Overview');
  await page.goto('/allocation');
  await seePage(page, 'Waiting for a link worker');
  await follow(page, name);
  await seePage(page, 'Choose a link worker');
  const offered = group(page, 'Link worker').getByLabel(/^Lena Linkworker/);
  expect(await wordsOf(page)).toMatch(/Tigrinya.*Lena Linkworker: \d+ points/);
  await offered.check();
  await press(page, 'Allocate');
  await seePage(page, 'Waiting for a link worker');
  expect(await wordsOf(page)).toContain('Given to Lena Linkworker');
  await page.context().close();
}

/** The link worker's page of the person, opened from the caseload as on any morning. */
export async function openRecord({ journey, options, name }: Walk): Promise<Page> {
  const page = await journey.open(linkWorker, options);
  await page.goto('/');
  await seePage(page, 'Your caseload');
  await follow(page, name);
  await seePage(page, name);
  return page;
}

export async function talkFirst(page: Page): Promise<void> {
  await follow(page, 'Start the first conversation');
  await seePage(page, 'First conversation');
  await page.getByLabel('What matters to them?').fill('To see a doctor, and to read with my daughter');
  expect(await page.getByLabel('Getting healthcare').isChecked()).toBe(true);
  await page.getByLabel('Language support').check();
  await press(page, 'Save and go to the plan');
  await seePage(page, 'Plan');
}

export async function agreePlan(page: Page): Promise<void> {
  await follow(page, 'Add a goal');
  await seePage(page, 'Add a goal');
  await page.getByLabel('What does the person hope for?').fill('Register with a GP');
  await choose(page, 'What is it mostly about?', 'Using healthcare');
  await page.getByLabel('How important is it to them?').selectOption('9');
  await press(page, 'Save the goal');
  await seePage(page, 'Plan');
  await follow(page, /^Add a step/);
  await seePage(page, 'Add a step');
  await page.getByLabel('What is to be done?').fill('Ring the advice line');
  await choose(page, 'Who does it?', 'Both together');
  await group(page, 'By when?')
    .getByLabel(/^In a week/)
    .check();
  await press(page, 'Save the step');
  await seePage(page, 'Plan');
}

export async function chooseService(page: Page): Promise<void> {
  await follow(page, /^Choose a service/);
  await seePage(page, 'Find a service');
  await page.getByLabel('What or where').fill('legal advice');
  await press(page, 'Search');
  await seePage(page, /services? found/);
  const name = (await page.locator('main tbody a').first().innerText()).trim();
  await follow(page, name);
  await seePage(page, name);
  await press(page, 'Choose for this step');
  await seePage(page, 'Plan');
  expect(await wordsOf(page)).toContain(`Service: ${name}`);
  await follow(page, 'Page to print for the person');
  await seePage(page, /Plan for/);
  await follow(page, /Back/);
  await seePage(page, 'Plan');
}

export async function recordContact(page: Page): Promise<void> {
  await follow(page, 'Record a contact');
  await seePage(page, 'Record a contact');
  await choose(page, 'Which day?', 'Today');
  await page.getByLabel('When did it start?').fill('9:30am');
  await choose(page, 'How?', 'Telephone');
  await choose(page, 'What happened?', 'We spoke or were in touch');
  await page.getByLabel('How many minutes did it take?').fill('45');
  await choose(page, 'What interpreting was there?', 'Professional interpreter');
  await page.getByLabel('In which language?').fill('Tigrinya');
  await page.getByLabel('What was said and agreed').fill('We rang together. ሰላም');
  await choose(page, 'Is any of this done now?', 'Ring the advice line');
  await group(page, 'When is the next step due?')
    .getByLabel(/^Tomorrow/)
    .check();
  await press(page, 'Record the contact');
  await seePage(page, /./);
  expect(await wordsOf(page)).toMatch(/Telephone: we spoke.*professional interpreter \(Tigrinya\)/);
}

export async function askWellbeing(
  page: Page,
  point: 'start' | 'end',
  answers: readonly string[],
): Promise<void> {
  await seePage(page, `Wellbeing questions: at the ${point}`);
  await choose(page, 'How are the questions asked?', 'Read aloud, word for word');
  const questions = [/satisfied/, /worthwhile/, /happy/, /anxious/];
  for (const [index, question] of questions.entries()) await choose(page, question, answers[index] ?? '');
  await press(page, 'Keep the answers');
}

export async function close(page: Page): Promise<void> {
  await follow(page, 'Close the referral');
  await seePage(page, 'Close the referral');
  await follow(page, 'Ask the questions now');
  await askWellbeing(page, 'end', ['7', '6', '7', '3']);
  await seePage(page, 'Close the referral');
  expect(await wordsOf(page)).toContain('4 of 4 questions were answered both times');
  await choose(page, 'Register with a GP', 'Achieved');
  await page.getByLabel('What came of it? (optional)').first().fill('Registered at Hill Road Surgery');
  await choose(page, 'Why is it closed?', 'What mattered was achieved');
  await page.getByLabel('Note to the referrer').fill('She goes to English classes on her own now.');
  await choose(page, 'Are there risks they must know of?', 'No risks are known');
  // Its step leads to a service of the law, so that telling of it is for the person to decide.
  const told = group(page, 'Tell the referrer about').getByLabel(/Register with a GP/);
  expect(await told.isChecked()).toBe(false);
  await told.check();
  await press(page, 'See what the referrer will read');
  await seePage(page, 'This is what the referrer will read');
  expect(await wordsOf(page)).toMatch(/Register with a GP.*Achieved/);
  await press(page, 'Close the referral and send this');
  await seePage(page, /./);
  expect(await wordsOf(page)).toContain('The referral is closed and the referrer is told.');
}

/** The message in the system, and the same as a letter. */
export async function readBack({ journey, options, name }: Walk): Promise<void> {
  const page = await journey.open(referrer, options);
  await page.goto('/referrals?show=ended');
  await seePage(page, 'Your referrals');
  await follow(page, name);
  await seePage(page, name);
  expect(await wordsOf(page)).toContain('She goes to English classes on her own now.');
  const link = page.getByRole('link', { name: /Open as a letter/ }).first();
  const letter = await page.request.get((await link.getAttribute('href')) ?? '');
  expect(letter.headers()['content-type']).toBe('application/pdf');
  const read = readPdf(await letter.body());
  const words = read.pages.join(' ').replaceAll(/\s/g, '');
  expect(words).toContain('RegisterwithaGP');
  expect(words).toContain('RegisteredatHillRoadSurgery');
  expect(read.boxes).toBe(0);
  await page.context().close();
}
