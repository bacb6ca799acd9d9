// Through the demonstration as each role, link by link: nothing personal in any address, no page broken, every view recorded.
import { parseHTML } from 'linkedom';
import { afterAll, describe, expect, it } from 'vitest';
import { routes } from '#app';
import { connect } from '#database';
import { ROLES, type Role, type StaffActor } from '#kernel';
import { loadTeamsWaiting } from '#overviews';
import { proposeForTeam } from '#referrals';
import { homeOf } from '#web';
import { seedDemonstration } from '../../seeds/demonstration/index.ts';
import { openTestApp } from '../app.ts';
import { parametersOf } from './addresses.ts';
import { type Crawled, crawl, formsIn, type Page } from './crawler.ts';
import { addDirectoryRows } from './directory-rows.ts';
import { visit } from './visitor.ts';

const LIMITS = { pages: 400, aRoute: 4 };

const test = await openTestApp();
const { asSuperuser, as } = test;
const owner = connect(test.owner, { clock: test.database.clock, poolSize: 2 });
afterAll(() => owner.close());
const { service } = await addDirectoryRows(test);
const { clock } = test.database;
await seedDemonstration(owner, test.database, { seed: 2026, people: 60, clock, passwordHash: 'none' });

/** The first account of each role at the larger of the two services. */
const staff = await asSuperuser<Omit<StaffActor, 'kind'>>(
  `select distinct on (a.role) a.organisation_id as "organisationId", a.id as "accountId", a.role, a.name, a.team_id as "teamId",
     a.referring_organisation_id as "referringOrganisationId"
   from accounts a join organisations o on o.id = a.organisation_id where o.slug = 'northbridge' and a.disabled_at is null
   order by a.role, (select count(*) from referrals r where r.worker_id = a.id) desc, a.name`,
);

/** Somebody has had link workers proposed for every team in which people wait. */
const [managing] = staff.filter(one => one.role === 'manager');
if (managing)
  await as({ kind: 'staff', ...managing }, async ctx => {
    for (const { id } of await loadTeamsWaiting(ctx)) await proposeForTeam(ctx, id);
  });

const people = await asSuperuser<{ id: string; name: string }>('select id, display_name as name from people');

/** Everything that says who somebody is, in small letters without spaces. */
const personal = await asSuperuser<{ text: string }>(`
  select distinct regexp_replace(lower(t), '\\s', '', 'g') as text from (
    select full_name from person_names union select display_name from people
    union select word from person_names, lateral regexp_split_to_table(full_name, '[^[:alpha:]]+') word where length(word) > 3
    union select birth_date from people where length(birth_date) > 4
    union select nhs_number from people union select value from person_contact_points
    union select postcode from person_contact_points) all_of_them(t)
  where t <> ''`);

const squeezed = (address: string): string =>
  decodeURIComponent(address).toLowerCase().replaceAll(/\s|\+/g, '');

type Crawl = {
  readonly who: string;
  readonly actor: StaffActor | null;
  readonly crawled: Crawled;
  /** People whom this reader may see. */
  readonly visible: ReadonlySet<string>;
};

const crawls: Crawl[] = [];
for (const one of staff) {
  const actor: StaffActor = { kind: 'staff', ...one };
  const visitor = await visit(test, { actor });
  const seen = await as(actor, ctx => ctx.tx.selectFrom('people').select('id').orderBy('id').execute());
  const starts = [homeOf(actor.role), ...recordsOf(actor.role, seen[0]?.id ?? '')];
  if (actor.role === 'referrer') starts.push(String((await visitor.post('/refer/start')).headers.location));
  const crawled = await crawl(visitor, starts, routes, LIMITS);
  crawls.push({ who: actor.role, actor, crawled, visible: new Set(seen.map(({ id }) => id)) });
}
const passer = await visit(test);
const begun = await passer.post('/refer-to/northbridge/start', [['journey', 'professional']]);
const doors = ['/refer-to/northbridge', String(begun.headers.location)];
crawls.push({
  who: 'a visitor',
  actor: null,
  crawled: await crawl(passer, doors, routes, LIMITS),
  visible: new Set(),
});

/** Pages of a person and of a service that a role reaches by searching, which sends a form and so is not followed. */
function recordsOf(role: Role, person: string): string[] {
  const single = /^[^:]*:(person|service)$/;
  return routes
    .filter(({ method, who, path }) => method === 'GET' && who.includes(role) && single.test(path))
    .map(({ path }) => path.replace(':person', person).replace(':service', service));
}

it('has somebody of every role', () => {
  expect(staff.map(one => one.role).sort()).toEqual([...ROLES].sort());
  expect(personal.length).toBeGreaterThan(300);
});

describe.each(crawls)('as $who', ({ actor, crawled, visible }) => {
  const { pages, addresses } = crawled;
  const html = pages.filter(page => page.html !== '');

  it('there are pages to see, and none of them is missing or broken', () => {
    expect(pages.length).toBeGreaterThan(3);
    const wrong = pages.filter(({ status }) => ![200, 303].includes(status));
    expect(wrong.map(({ address, from, status }) => `${status} ${address}, linked from ${from}`)).toEqual([]);
  });

  it('every link is an address of the route table, and every form’s action too', () => {
    const known = (page: Page) => page.route !== null || page.address === '/health';
    expect(pages.filter(page => !known(page)).map(({ address, from }) => `${address} from ${from}`)).toEqual(
      [],
    );
  });

  it('no address holds a name, a birth date, a number, a phone, a postcode or an email of anybody', () => {
    expect(addresses.size).toBeGreaterThan(5);
    const telling = [...addresses].flatMap(address => {
      const words = new Set(squeezed(address).split(/[^\p{L}\p{N}@.-]+/u));
      const found = personal.find(({ text }) =>
        text.length > 9 ? squeezed(address).includes(text) : words.has(text),
      );
      return found ? [`${address} tells ${found.text}`] : [];
    });
    expect(telling).toEqual([]);
  });

  it('nothing is typed into an address: forms that search for people are sent, not linked', () => {
    const fields = crawled.forms
      .filter(({ method }) => method !== 'POST')
      .flatMap(({ page, fields: all }) => all.map(field => ({ page, ...field })));
    const typed = fields.filter(({ type }) => ['text', 'search', 'email', 'tel', 'textarea'].includes(type));
    expect(
      typed.filter(({ name }) => !/^(from|to)-/.test(name)).map(({ page, name }) => `${name} on ${page}`),
    ).toEqual([]);
  });

  it('nobody is named who is out of this reader’s sight', () => {
    // Two people may have the same name, also at two services.
    const known = new Set(people.filter(({ id }) => visible.has(id)).map(({ name }) => name));
    const hidden = people.filter(({ name }) => !known.has(name));
    expect(hidden.length).toBeGreaterThan(10);
    const told = html.flatMap(page =>
      hidden.filter(({ name }) => page.html.includes(name)).map(({ name }) => `${name} on ${page.address}`),
    );
    expect(told).toEqual([]);
  });

  it('every page says what it is, once, and works without scripts and styles of its own', () => {
    expect(html.flatMap(faultsOf)).toEqual([]);
  });

  it('every view of a record is in the audit, with whose it was', async () => {
    if (!actor) return;
    const rows = await asSuperuser<{ event: string; subject_id: string | null }>(
      'select event, subject_id from audit_events where actor_id = $1',
      [actor.accountId],
    );
    const shown = pages.filter(({ status, route }) => status === 200 && typeof route?.audit === 'string');
    // Opening a message back for the first time records a second thing, and so on: at least one row a view.
    const count = (event: unknown) => rows.filter(row => row.event === event).length;
    for (const event of new Set(shown.map(({ route }) => route?.audit)))
      expect(count(event), String(event)).toBe(shown.filter(({ route }) => route?.audit === event).length);
    const subjects = new Set(rows.map(row => row.subject_id));
    for (const { route, address } of shown)
      for (const [place, part] of (route?.path ?? '').split('/').entries())
        if ([':person', ':referral'].includes(part) && parametersOf(route ?? { path: '' }).length > 0) {
          const id = address.split(/[/?]/)[place] ?? '';
          const isRecorded = subjects.has(id) || (await belongsTo(id)).some(other => subjects.has(other));
          expect(isRecorded, `${address} was seen, and whose it is was not recorded`).toBe(true);
        }
  });
});

/** The person a referral or a joined record is of: either may be named as the subject. */
const belongsTo = async (id: string): Promise<string[]> =>
  (
    await asSuperuser<{ id: string }>(
      'select person_id as id from referrals where id = $1 union select merged_into from people where id = $1 and merged_into is not null',
      [id],
    )
  ).map(row => row.id);

function faultsOf({ html, address, headers }: Page): string[] {
  const { document } = parseHTML(html);
  const count = (selector: string): number => document.querySelectorAll(selector).length;
  const ids = [...document.querySelectorAll('[id]')].map(element => element.id);
  const repeated = ids.filter((id, index) => ids.indexOf(id) !== index);
  const faults: Record<string, boolean> = {
    'has not exactly one h1': count('h1') !== 1,
    'has an empty heading': document.querySelector('h1')?.textContent?.trim() === '',
    'has no title': !document.querySelector('title')?.textContent?.trim(),
    'has no language': !document.documentElement.getAttribute('lang'),
    'has a script or style inside': /<script(?![^>]*\bsrc=)|<style|\sstyle=|\son\w+=|javascript:/i.test(html),
    'may be kept by a cache': headers['cache-control'] !== 'no-store',
    [`has the ids ${repeated.join(', ')} twice`]: repeated.length > 0,
    'has a form without a token': formsIn(html, address).some(
      ({ method, fields }) => method === 'POST' && !fields.some(({ name }) => name === '_csrf'),
    ),
    'has a link without words': [...document.querySelectorAll('a[href]')].some(
      link => !link.textContent?.trim() && !link.getAttribute('aria-label'),
    ),
  };
  return Object.entries(faults).flatMap(([fault, is]) => (is ? [`${address} ${fault}`] : []));
}
/** Pages that no link leads to, with what does. */
const ONLY_BY: Readonly<Record<string, string>> = {
  '/sign-in/oidc': 'another service, when one is set up',
  '/sign-in/oidc/callback': 'another service, when one is set up',
  '/sign-in/code': 'signing in outside the demonstration',
  '/sign-in/set-up-code': 'signing in outside the demonstration',
  '/sign-in/set-up-code/picture': 'signing in outside the demonstration',
  '/set-password/:token': 'a link that an administrator hands over',
  '/refer/draft/:draft/check': 'answering the last question',
  '/refer/draft/:draft/sent': 'sending',
  '/refer-to/:organisation/draft/:draft/check': 'answering the last question',
  '/refer-to/:organisation/draft/:draft/sent': 'sending',
  '/people/found': 'searching for a person',
  '/people/:person/close/check': 'what was typed to close a referral',
  '/groups/:group/found': 'searching for a person',
  '/group-places/:place/give': 'somebody who waits while there is a place',
  '/interpreting/calendar.ics': 'bookings that are coming up',
  '/shortlist/:organisation/:token': 'a link that a link worker hands over',
  '/service-entry/:organisation/:token': 'a link that an administrator hands over',
  '/service-entry/:organisation/:token/thanks': 'answering by that link',
  '/admin/accounts/:account/reset-code': 'an account with a code',
  '/admin/accounts/:account/sign-out': 'an account that is signed in',
  '/admin/clients/:client/revoke': 'a system that was added',
};

it('a link leads to every page there is, or something else is known to', () => {
  const seen = new Set(crawls.flatMap(({ crawled }) => crawled.pages.map(({ route }) => route?.path)));
  const pages = routes.filter(({ method, who }) => method === 'GET' && who !== 'api-client');
  const orphans = pages.filter(
    ({ path, published }) =>
      !published && !seen.has(path) && !(path in ONLY_BY) && !path.startsWith('/fhir/'),
  );
  expect(orphans.map(({ path }) => path)).toEqual([]);
  expect(Object.keys(ONLY_BY).filter(path => !pages.some(page => page.path === path))).toEqual([]);
});
