// Choosing a link worker on a phone, with an interpreter needed and nobody who fits exactly: trade-offs, "only", the choice, the ledger.
import { describe, expect, it } from 'vitest';
import { uuidv7 } from '#kernel';
import { acceptReferral, receiveReferral } from '#referrals';
import { arrivalOf, SELAM } from '../../src/referrals/arrival.fixture.ts';
import {
  ACTORS,
  choose,
  follow,
  group,
  NORTH,
  openJourney,
  PHONE,
  press,
  seePage,
  wordsOf,
} from './journey.ts';

const journey = await openJourney();
const { linkWorker, manager, system } = ACTORS.north;

/** Given a woman from Sudan who speaks Fur and Arabic, needs an interpreter, and wants only a woman from outside the community. */
async function waits(fullName: string): Promise<void> {
  const speaks = { use: 'speaks', preferred: false } as const;
  const answered = (kind: 'interpreter', value: unknown) =>
    ({ kind, answer: { status: 'answered', value } }) as const;
  const person = {
    ...SELAM,
    names: [{ use: 'legal', fullName }] as const,
    contactPoints: [],
    languages: [
      { ...speaks, language: 'fvr', label: 'Fur', preferred: true },
      { ...speaks, language: 'apd', label: 'Sudanese Arabic' },
    ],
    facts: [
      answered('interpreter', true),
      answered('preference_language' as 'interpreter', 'same'),
      answered('preference_worker_sex' as 'interpreter', 'female_only'),
      answered('preference_culture' as 'interpreter', 'different'),
    ],
  };
  const { referralId } = await journey.as(system, ctx => receiveReferral(ctx, arrivalOf({ person })));
  await journey.as(manager, ctx => acceptReferral(ctx, referralId));
}

/** And, beside Lena, a man of the team who speaks Egyptian Arabic. */
async function omarWorksHere(): Promise<void> {
  const id = uuidv7();
  await journey.asSuperuser(
    `insert into accounts (organisation_id, id, email, name, role, team_id) values ($1, $2, 'omar@north.example', 'Omar Other', 'link_worker', $3)`,
    [NORTH.organisationId, id, NORTH.teamA],
  );
  await journey.asSuperuser(
    `insert into link_workers (organisation_id, account_id, team_id, sex, capacity) values ($1, $2, $3, 'male', 40)`,
    [NORTH.organisationId, id, NORTH.teamA],
  );
  await journey.asSuperuser(
    `insert into link_worker_languages (organisation_id, account_id, language, level) values ($1, $2, 'arz', 'first')`,
    [NORTH.organisationId, id],
  );
}

describe('given a person for whom nobody fits exactly (guidance M4, P1a, P1b, P1c)', () => {
  it('when a link worker chooses with them on a phone, the trade-offs are read out, and what was given is on the record', async () => {
    await omarWorksHere();
    await waits('Kaltuma Adam');
    const page = await journey.open(linkWorker, PHONE);
    await page.goto('/allocation');
    await follow(page, 'Kaltuma Adam');
    await seePage(page, 'Choose a link worker');
    const words = await wordsOf(page);
    expect(words).toContain('1 woman with an interpreter for Fur: a place now.');
    expect(words).toMatch(
      /Omar Other.*Set apart, because the person said “only”.*What it would take:.*other than a woman/,
    );
    expect(words).toContain('near to Arabic (Sudanese), which the person speaks too; not Fur');
    expect(words).toContain('1 more set apart');
    if (process.env.SHOTS) await page.screenshot({ path: `${process.env.SHOTS}/choose.png`, fullPage: true });
    await group(page, 'Link worker')
      .getByLabel(/^Omar Other/)
      .check();
    await press(page, 'Allocate');
    await seePage(page, 'Choose a link worker');
    expect(await wordsOf(page)).toContain('Ask the person first, then say here that they agree');
    await group(page, 'Link worker')
      .getByLabel(/^Lena Linkworker/)
      .check();
    await choose(page, 'Who chose?', 'The person, after hearing who there is');
    await choose(page, 'Does the person say this is the background they asked for?', 'Yes');
    await press(page, 'Allocate');
    await seePage(page, 'New referrals');
    await page.goto('/caseload');
    await follow(page, 'Kaltuma Adam');
    await seePage(page, 'Kaltuma Adam');
    await follow(page, 'Asked, offered, given and why not');
    await seePage(page, 'Preferences');
    const ledger = await wordsOf(page);
    expect(ledger).toMatch(
      /Given An interpreter \(Fur\), Lena Linkworker.*Not as asked Why not Nobody in the team has this/,
    );
    expect(ledger).toMatch(/Given Somebody with the background they asked for.*As asked/);
    expect(ledger).toContain('The person chose: Lena Linkworker, of 2 shown');
    if (process.env.SHOTS) await page.screenshot({ path: `${process.env.SHOTS}/ledger.png`, fullPage: true });
    await follow(page, /^Say what was given.*How much time/);
    await seePage(page, 'What was given: How much time');
    await choose(page, 'What did they get?', 'Quick information');
    await press(page, 'Keep this');
    await seePage(page, 'Preferences');
    expect(await wordsOf(page)).toContain('What was given is kept.');
  });
});
