// Each filter returns what matches and drops what does not; a parameter that cannot be used is named.
import { beforeAll, describe, expect, it } from 'vitest';
import { openTestApp } from '../../../test/app.ts';
import { addPublishedEntries, IDS } from './published.fixture.ts';

const test = await openTestApp();
beforeAll(async () => {
  await addPublishedEntries(test);
  await test.asSuperuser(
    `insert into postcodes (postcode, latitude, longitude) values ('LS1 1AB', 53.8001, -1.5501)`,
  );
});

const ask = (url: string) => test.app.inject({ method: 'GET', url: `/open-referral/v3${url}` });
const ids = async (url: string): Promise<string[]> => {
  const answer = await ask(url);
  expect(answer.statusCode, answer.body).toBe(200);
  const { contents, total_items } = answer.json();
  expect(total_items).toBe(contents.length);
  return contents.map(({ id }: { id: string }) => id);
};

const { esol, walking, refuge, twin, ended, outreach } = IDS;
const EVERY = [esol, walking, refuge, twin, ended, outreach].sort();

describe('services', () => {
  it('are all that may be shown: not what is internal or replaced, but what has ended, which its status says', async () => {
    expect(await ids('/services')).toEqual(EVERY);
    for (const id of [IDS.internal, IDS.replaced])
      expect((await ask(`/services/${id}`)).statusCode).toBe(404);
    expect((await ask(`/services/${ended}`)).json()).toMatchObject({ status: 'defunct' });
  });

  it.each([
    ['search=english', [esol]],
    ['search=ENGL+class', [esol]],
    ['search=english+walking', []],
    ['search=%21%21', []],
    [`taxonomy_term_id=${IDS.childTerm}`, [esol]],
    [`taxonomy_term_id=${IDS.parentTerm}`, [esol]],
    [`taxonomy_term_id=${IDS.otherTerm}`, [walking]],
    [`taxonomy_id=${IDS.taxonomy}`, [esol]],
    [`organization_id=${IDS.walkers}`, [walking]],
    [`organization_id=${IDS.idle}`, []],
    ['minimum_age=26', EVERY.filter(id => id !== esol)],
    ['minimum_age=25', EVERY],
    ['maximum_age=59', EVERY.filter(id => id !== walking)],
    ['minimum_age=16&maximum_age=25', EVERY.filter(id => id !== walking)],
    ['minimum_age=30&maximum_age=40', EVERY.filter(id => id !== walking && id !== esol)],
    ['day=MO', [esol]],
    ['day=wednesday', [esol]],
    ['day=Tue', [walking]],
    ['day=FR', []],
    ['start_time=10:00&end_time=12:00&day=MO', [esol]],
    ['start_time=10:01&day=MO', []],
    ['end_time=11:59&day=MO', []],
    ['start_time=13:00', [walking]],
    ['modified_after=2026-03-01T09:00:00.250Z', EVERY.filter(id => id !== walking)],
    ['modified_after=2026-03-01T10:00:00.250%2B01:00', EVERY.filter(id => id !== walking)],
    ['modified_after=2026-03-01T10:00:00.250+01:00', EVERY.filter(id => id !== walking)],
    ['modified_after=2026-03-01T09:00:00.251Z', []],
    ['modified_after=2026-02-01', EVERY],
    ['postcode=LS1+1AB&proximity=100', [esol]],
    ['postcode=ls11ab', [esol]],
    ['postcode=YO1+7HH&proximity=1', [walking]],
    ['postcode=LS1+1AB&proximity=60000', [esol, walking].sort()],
    ['postcode=LS1+1AB&proximity=60000&day=TU&search=walk', [walking]],
  ] as const)('%s', async (query, expected) => {
    expect(await ids(`/services?${query}`)).toEqual([...expected].sort());
  });

  it('minimal gives id, name, status and date of all, on one page', async () => {
    const { contents } = (await ask('/services?minimal=true')).json();
    expect(contents).toHaveLength(EVERY.length);
    for (const one of contents)
      expect(Object.keys(one).sort()).toEqual(['id', 'last_modified', 'name', 'status']);
  });
});

describe('services at places', () => {
  it.each([
    ['', [IDS.esolAtHall, IDS.walkingAtPark, IDS.refugeAtHouse, IDS.twinAtHouse]],
    ['search=english', [IDS.esolAtHall]],
    [`taxonomy_term_id=${IDS.parentTerm}`, [IDS.esolAtHall]],
    [`organization_id=${IDS.walkers}`, [IDS.walkingAtPark]],
    ['day=MO', [IDS.esolAtHall]],
    ['day=TU', [IDS.walkingAtPark]],
    ['postcode=LS1+1AB&proximity=1000', [IDS.esolAtHall]],
    ['modified_after=2026-02-15', [IDS.esolAtHall, IDS.refugeAtHouse, IDS.twinAtHouse]],
    ['maximum_age=30', [IDS.esolAtHall, IDS.refugeAtHouse, IDS.twinAtHouse]],
  ] as const)('%s', async (query, expected) => {
    expect(await ids(`/service_at_locations?${query}`)).toEqual([...expected].sort());
  });
});

describe('organisations, taxonomies and terms', () => {
  const { college, council, walkers, refugeOrganization, otherPublisher } = IDS;
  it.each([
    ['/organizations', [college, council, walkers, refugeOrganization, otherPublisher]],
    ['/organizations?search=COLL', [college]],
    ['/organizations?search=%25', []],
    [`/organizations?taxonomy_term_id=${IDS.otherTerm}`, [walkers]],
    [`/organizations?taxonomy_id=${IDS.taxonomy}`, [college]],
    ['/taxonomies?search=kinds', [IDS.taxonomy]],
    [`/taxonomy_terms?taxonomy_id=${IDS.taxonomy}`, [IDS.parentTerm, IDS.childTerm]],
    [`/taxonomy_terms?parent_id=${IDS.parentTerm}`, [IDS.childTerm]],
    ['/taxonomy_terms?top_only=true', [IDS.parentTerm, IDS.otherTerm]],
    ['/taxonomy_terms?top_only=false&search=walk', [IDS.otherTerm]],
  ] as const)('%s', async (url, expected) => {
    expect(await ids(url)).toEqual([...expected].sort());
  });

  it('an organisation that provides nothing shown here is not there', async () => {
    expect((await ask(`/organizations/${IDS.idle}`)).statusCode).toBe(404);
    expect((await ask(`/organizations/${council}`)).statusCode).toBe(200);
  });
});

describe('modified_after hears of', () => {
  const changed = () => ids('/services?modified_after=2026-03-02');

  it('nothing when nothing changed', async () => expect(await changed()).toEqual([]));

  it('an entry whose words changed, and not of one whose search words were counted again', async () => {
    await test.asSuperuser(`update directory_services set name = 'Walks' where id = $1`, [walking]);
    await test.asSuperuser(`update directory_services set search = '''x''', kinds = '{}' where id = $1`, [
      esol,
    ]);
    expect(await changed()).toEqual([walking]);
  });

  it('an entry whose place became confidential', async () => {
    await test.asSuperuser('update directory_locations set confidential = true where id = $1', [IDS.hall]);
    expect(await changed()).toEqual([esol, walking].sort());
  });
});

describe('a parameter that cannot be used is refused by its name', () => {
  it.each([
    ['/services?page=0', 'page'],
    ['/services?page=x', 'page'],
    ['/services?per_page=100000', 'per_page'],
    ['/services?taxonomy_term_id=esol', 'taxonomy_term_id'],
    ['/services?organization_id=1', 'organization_id'],
    ['/services?minimum_age=old', 'minimum_age'],
    ['/services?minimum_age=30&maximum_age=20', 'maximum_age'],
    ['/services?day=mumble', 'day'],
    ['/services?start_time=25:00', 'start_time'],
    ['/services?modified_after=yesterday', 'modified_after'],
    ['/services?modified_after=2026-02-30', 'modified_after'],
    ['/services?modified_after=0000-01-01', 'modified_after'],
    ['/services?modified_after=0001-01-01T00:00:00%2B01:00', 'modified_after'],
    ['/services?modified_after=9999-12-31T23:59:59-01:00', 'modified_after'],
    ['/organizations?search=a%00b', 'search'],
    ['/taxonomies?search=%00', 'search'],
    ['/taxonomy_terms?search=a%00b', 'search'],
    ['/services?postcode=nowhere', 'postcode'],
    ['/services?postcode=ZE1+0AA', 'postcode'],
    ['/services?proximity=100', 'proximity'],
    ['/services?format=xml', 'format'],
    ['/services?full=perhaps', 'full'],
    ['/services?full=true&minimal=true', 'minimal'],
    ['/services?search=a&search=b', 'search'],
    ['/services?taxonomy_term=x', 'taxonomy_term'],
    ['/service_at_locations?top_only=true', 'top_only'],
    ['/organizations?postcode=LS1', 'postcode'],
    [`/services/${esol}?full_service=true`, 'full_service'],
  ])('%s', async (url, parameter) => {
    const answer = await ask(url);
    expect(answer.statusCode, answer.body).toBe(400);
    expect(answer.headers['content-type']).toContain('application/problem+json');
    expect(answer.json()).toMatchObject({
      status: 400,
      parameter,
      detail: expect.stringContaining(parameter),
    });
  });
});
