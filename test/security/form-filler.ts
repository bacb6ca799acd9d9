// Finds the forms of every page, each where somebody would find it, and fills them with whatever is to be tried.
import { ROLES, type Role } from '#kernel';
import type { Route } from '#web';
import { addressesOf } from './addresses.ts';
import { type Field, type Form, formsIn, routeOf } from './crawler.ts';
import type { Somebody } from './staff.ts';
import type { Fields, Visitor } from './visitor.ts';
import type { World } from './world.ts';

export type FoundForm = Form & { readonly who: Somebody; readonly route: Route };

const QUESTIONS = [
  'about-you',
  'consent',
  'name',
  'identity',
  'contact',
  'languages',
  'preferences',
  'help',
  'reason',
];

/**
 * One form for each action of the table and each set of fields, from every page that somebody at the north has. Forms that end
 * what others need (sending, discarding, signing out) come last.
 */
export async function findForms(
  browserOf: (who: Somebody) => Promise<Visitor>,
  routes: readonly Route[],
  world: World,
): Promise<FoundForm[]> {
  const found = new Map<string, FoundForm>();
  for (const who of [...ROLES, 'nobody'] as const) {
    const browser = await browserOf(who);
    const pages = who === 'nobody' ? await publicPages(browser, world) : staffPages(routes, who, world);
    for (const page of pages) {
      const answer = await browser.get(page);
      for (const form of answer.statusCode === 200 ? formsIn(answer.body, page) : []) {
        const route = routeOf(routes, form.method, form.action);
        if (!route) throw new Error(`${form.method} ${form.action} on ${page} leads nowhere`);
        const key = `${route.method} ${route.path} ${form.fields.map(({ name }) => name).join()}`;
        if (!found.has(key)) found.set(key, { ...form, who, route });
      }
    }
  }
  const ends = ({ route }: FoundForm): number =>
    Number(/sign-out|discard|check$|withdraw|close$|disable/.test(route.path));
  return [...found.values()].sort((one, other) => ends(one) - ends(other));
}

/** Every page a role has for the records of the north's team A. */
export function staffPages(
  routes: readonly Route[],
  role: Role,
  { northA, service, shared }: World,
): string[] {
  const draft = northA.drafts[role];
  const own = routes.filter(
    ({ method, who, path, published }) =>
      method === 'GET' &&
      !published &&
      !path.endsWith('.pdf') &&
      (who === 'signed-in' || who === 'anyone' || who.includes(role)),
  );
  return [
    ...own.flatMap(route =>
      addressesOf(route, northA, { northA, service, shared } as World, role).slice(0, 4),
    ),
    ...(role === 'link_worker' ? northA.referrals.map(referral => `/triage/${referral}`) : []),
    ...(role === 'link_worker' ? [`/directory/services/${service}?for-step=${northA.ids.step?.[0]}`] : []),
    ...(draft ? QUESTIONS.map(question => `/refer/draft/${draft}/${question}`) : []),
  ];
}

/** What anybody finds: signing in, setting a password by a link, and a referral that has all it needs to be sent. */
async function publicPages(browser: Visitor, { northA }: World): Promise<string[]> {
  const start = await browser.post('/refer-to/north/start', [['journey', 'professional']]);
  const draft = String(start.headers.location).replace(/\/[^/]+$/, '');
  await browser.post(`${draft}/about-you`, [
    ['referrer-name', 'Jo'],
    ['referrer-organisation', 'Day centre'],
    ['referrer-contact', 'jo@example.org'],
  ]);
  await browser.post(`${draft}/consent`, [['consent', 'given_for_person']]);
  await browser.post(`${draft}/name`, [['full-name', 'Somebody New']]);
  return [
    '/sign-in',
    `/set-password/${northA.ids.link?.[0]}`,
    '/refer-to/north',
    '/refer-to/north/professional',
    `/service-entry/north/${northA.providerLink}`,
    ...[...QUESTIONS, 'check'].map(question => `${draft}/${question}`),
  ];
}

const TYPED = new Set(['text', 'textarea', 'search', 'email', 'tel', 'number', 'password', 'url', 'date']);
export const isTyped = ({ type }: Field): boolean => TYPED.has(type);

const unlessToken = (form: Form): readonly Field[] => form.fields.filter(({ name }) => name !== '_csrf');

/** What fits in fields that take no free text, by a part of their name. */
const FITTING: readonly (readonly [RegExp, string])[] = [
  [/-day$/, '9'],
  [/^(due|next|review)\S*-month$/, '4'],
  [/-month$/, '3'],
  [/-year$/, '2026'],
  [/^time$/, '10:30'],
  [/^minutes$/, '30'],
  [/^email$/, 'somebody@example.org'],
  [/^phone$/, '07700 900123'],
  [/postcode/, 'LS1 4AP'],
  [/^(language|speaks|reads|interpreter-language)/, 'Tigrinya'],
  [/^responseDays$/, '5'],
  [/^(nhs-number|odsCode)$/, ''],
];

const choiceOf = (field: Field): string => field.values.find(value => value !== '') ?? '';

/** Free text gets `text`, everything else what fits, so that as much as can be is taken in. */
export const plant = (form: Form, text: string): Fields =>
  unlessToken(form).map(field => [
    field.name,
    isTyped(field) ? (FITTING.find(([pattern]) => pattern.test(field.name))?.[1] ?? text) : choiceOf(field),
  ]);

/** Every typed field gets `text`, fitting or not; choices get their first value. */
export const fillWith = (form: Form, text: string): Fields =>
  unlessToken(form).map(field => [field.name, isTyped(field) ? text : choiceOf(field)]);

/** Every field gets `text`, also those that offer a choice. */
export const fillAllWith = (form: Form, text: string): Fields =>
  unlessToken(form).map(({ name }) => [name, text]);

/** Only the first typed field gets `text`, for texts so long that several would be too large together. */
export const fillFirstWith = (form: Form, text: string): Fields => {
  const first = form.fields.find(isTyped);
  return fillWith(form, 'x').map(([name, value]) => [name, name === first?.name ? text : value]);
};
