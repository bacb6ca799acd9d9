// Planted text in every field of every form: never an error of ours, never shown as anything but text, here or on any page after.
import { describe, expect, it } from 'vitest';
import { routes } from '#app';
import { ROLES } from '#kernel';
import { openTestApp } from '../app.ts';
import {
  type FoundForm,
  fillAllWith,
  fillFirstWith,
  fillWith,
  findForms,
  isTyped,
  plant,
  staffPages,
} from './form-filler.ts';
import { openBrowsers } from './staff.ts';
import type { Answer, Fields } from './visitor.ts';
import { makeWorld } from './world.ts';

const test = await openTestApp();
const world = await makeWorld(test);
const browserOf = openBrowsers(test);
const forms = (await findForms(browserOf, routes, world)).filter(({ method }) => method === 'POST');
const named = forms.map(form => {
  const action = form.action.replaceAll(/[0-9a-f-]{36}|[\w-]{43}/g, '…');
  return [
    `${form.who} at ${action} (${form.fields
      .map(({ name }) => name)
      .join(' ')
      .slice(0, 50)})`,
    form,
  ] as const;
});

const HTML = `"'><script>alert(1)</script><img src=x onerror=alert(1)>`;
/** How each text is put into a form. */
const WAYS: Readonly<Record<string, (form: FoundForm) => Fields>> = {
  'scripts where they fit': form => plant(form, HTML),
  'scripts everywhere': form => fillAllWith(form, HTML),
  code: form => plant(form, `=cmd|'/C calc'!A0'; drop table people; -- \\'; {{7*7}}\${7*7}<%= 7*7 %>`),
  characters: form => fillWith(form, 'a\u0000b \u202Egnp.exe\u202C 👩🏽‍⚕️🏳️‍🌈 ٣ \uFFFF\uFEFF'),
  'characters everywhere': form => fillAllWith(form, 'a\u0000b \u202E'),
  lines: form => plant(form, 'one\r\nSet-Cookie: x=1\r\n\r\n{"level":60,"msg":"forged"}'),
  'a large number': form => fillAllWith(form, '99999999999999999999'),
  'a negative number': form => fillWith(form, '-1'),
  'a long text': form => fillFirstWith(form, 'x'.repeat(100_000)),
};

function expectCalm(answer: Answer, what: string): void {
  expect(answer.statusCode, `${what} → ${answer.statusCode}`).toBeLessThan(500);
  expect(answer.body.includes('<script>alert'), `${what} shows a script`).toBe(false);
  expect(answer.body.includes('<img src=x'), `${what} shows a picture`).toBe(false);
  expect(Object.keys(answer.headers), what).toContain('content-security-policy');
  expect(
    answer.cookies.map(({ name }) => name),
    what,
  ).not.toContain('x');
}

/** Sends, and looks at where it led. */
async function sendAndLook(form: FoundForm, fields: Fields, what: string): Promise<void> {
  const browser = await browserOf(form.who);
  const answer = await browser.post(form.action, fields);
  expectCalm(answer, what);
  const { location } = answer.headers;
  if (location === undefined) return;
  expect(location, what).toMatch(/^\/(?!\/)/);
  expectCalm(await browser.get(String(location)), `${what}, then ${location}`);
}

/** Actions without a form here, with what would show one. */
const UNSEEN: Readonly<Record<string, string>> = {
  '/sign-in/code': 'an account outside the demonstration with a code',
  '/sign-in/set-up-code': 'an account outside the demonstration without a code',
  '/account/sign-out-elsewhere': 'a second session',
  '/needs/:need/gap': 'a need without a service; buttons only',
  '/group-sessions/:session/restore': 'a meeting that was called off; a button only',
  '/directory/nothing-fits': 'a search for a step; buttons only',
  '/admin/directory/sources/:source/run': 'a list that is read over the web; a button only',
  '/admin/directory/sources/:source/pause': 'a list that is read over the web; a button only',
  '/admin/directory/sources/:source/resume': 'a list that was paused; a button only',
  '/admin/directory/duplicates/:pair/undo': 'two entries that were decided about; a button only',
};

it('finds the form of every action', () => {
  const reached = new Set(forms.map(({ route }) => route.path));
  const actions = routes.filter(
    ({ method, who, published }) => method === 'POST' && who !== 'api-client' && !published,
  );
  expect(actions.filter(({ path }) => !reached.has(path)).map(({ path }) => path)).toEqual(
    Object.keys(UNSEEN),
  );
});

describe('planted in', () => {
  const fillable = named.filter(([, { fields }]) => fields.some(({ name }) => name !== '_csrf'));

  it.each(fillable)('%s', { timeout: 60_000 }, async (name, form) => {
    const ways = Object.entries(WAYS).filter(
      ([way]) => form.fields.some(isTyped) || way.endsWith('everywhere'),
    );
    for (const [way, fill] of ways) await sendAndLook(form, fill(form), `${name} with ${way}`);
  });
});

describe('afterwards', () => {
  it('the text is there, as it was typed', async () => {
    const kept = await test.asSuperuser(
      `select 1 from person_names where full_name like '%<script>%' union all select 1 from contacts where note like '%<script>%'
       union all select 1 from referral_questions where question like '%<script>%' union all select 1 from tasks where title like '%<script>%'
       union all select 1 from goals where description like '%<script>%' union all select 1 from teams where name like '%<script>%'`,
    );
    expect(kept.length).toBeGreaterThanOrEqual(6);
  });

  it.each(ROLES)('every page of a %s shows text as text', async role => {
    const browser = await browserOf(role);
    for (const page of new Set(staffPages(routes, role, world))) {
      const answer = await browser.get(page);
      expectCalm(answer, page);
      if (String(answer.headers['content-type']).startsWith('text/csv'))
        expect(answer.body, `a formula in ${page}`).not.toMatch(/(^|[,\n"])[=+@\t][A-Za-z(]/);
    }
  });

  it('the tables are all still there, and whoever is asked for is found', async () => {
    const manager = await browserOf('manager');
    const answer = await manager.get(`/people/${world.northA.people[0]}`);
    expect(answer.statusCode).toBe(200);
  });
});
