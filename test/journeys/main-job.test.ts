// The whole main job in Chromium: on a wide screen, without script, and on a phone.
import { beforeAll, describe, expect, it } from 'vitest';
import { fillDirectory, follow, openJourney, PHONE, seePage, WITHOUT_SCRIPT, wordsOf } from './journey.ts';
import {
  agreePlan,
  allocate,
  askWellbeing,
  chooseService,
  close,
  knowSomebodyAlike,
  openRecord,
  readBack,
  recordContact,
  refer,
  talkFirst,
  triage,
  type Walk,
} from './main-job.ts';

const journey = await openJourney();
beforeAll(() => fillDirectory(journey));

const WALKS = [
  ['on a wide screen', { options: {}, name: 'Selam Tesfay', alike: 'Salam Tesfaye' }],
  ['without script', { options: WITHOUT_SCRIPT, name: 'Muhammad Noorzai', alike: 'Mohammed Nurzai' }],
  ['on a phone', { options: PHONE, name: 'ሰላም ተስፋዬ', alike: 'ሰላም ተስፋይ' }],
] as const;

describe('given a person turned away by two practices (guidance M2, M3, P3)', () => {
  it.each(WALKS)(
    'when everybody does their part %s, then the referrer reads how it ended',
    async (_, given) => {
      const walk: Walk = { journey, ...given };
      await knowSomebodyAlike(walk);
      await refer(walk);
      await triage(walk);
      await allocate(walk);
      const page = await openRecord(walk);
      await talkFirst(page);
      await agreePlan(page);
      await chooseService(page);
      await follow(page, 'Back');
      await recordContact(page);
      await follow(page, 'Ask at the start');
      await askWellbeing(page, 'start', ['3', '5', '2', '8']);
      await seePage(page, walk.name);
      expect(await wordsOf(page)).toMatch(/Up|No answer at the end/);
      await close(page);
      await readBack(walk);
    },
  );
});
