// Confidential addresses and providers' staff never leave: whole answers of every address are searched for them.
import { gunzipSync } from 'node:zlib';
import { beforeAll, describe, expect, it } from 'vitest';
import { openTestApp } from '../../../test/app.ts';
import { addPublishedEntries, IDS, NEVER } from './published.fixture.ts';

const test = await openTestApp();
beforeAll(() => addPublishedEntries(test));

const ask = (url: string) => test.app.inject({ method: 'GET', url: `/open-referral/v3${url}` });
const LISTS = ['services', 'service_at_locations', 'organizations', 'taxonomies', 'taxonomy_terms'];

/** Every answer there is: lists in every form, lines, and each record by its id. */
async function everyAnswer(): Promise<readonly (readonly [string, string])[]> {
  const urls = ['/', '/openapi.json', '/services?minimal=true'];
  for (const list of LISTS) {
    urls.push(`/${list}`, `/${list}?format=ndjson`);
    if (!list.startsWith('taxonom')) urls.push(`/${list}?full=true`, `/${list}?full=true&format=ndjson`);
    for (const { id } of (await ask(`/${list}`)).json().contents) urls.push(`/${list}/${id}`);
  }
  urls.push('/organizations?full_service=true', `/organizations/${IDS.refugeOrganization}?full_service=true`);
  const answers: [string, string][] = [];
  for (const url of urls) {
    const answer = await ask(url);
    expect(answer.statusCode, url).toBe(200);
    answers.push([url, answer.body]);
  }
  return answers;
}

const leaksIn = (body: string): string[] =>
  NEVER.filter(secret => body.toLowerCase().includes(secret.toLowerCase()));

describe('what never leaves', () => {
  it('is in no answer of any address, though the database has it', async () => {
    const answers = await everyAnswer();
    expect(answers.length).toBeGreaterThan(40);
    for (const [url, body] of answers) expect(leaksIn(body), url).toEqual([]);
    // The test itself can see: what is not confidential is found.
    const all = answers.map(([, body]) => body).join('\n');
    for (const told of ['1 High Street', 'LS1 1AA', 'Refuge for women', '0113 496 0001', '0800 123 4567'])
      expect(all).toContain(told);
  });

  it('is not in an answer that was asked by POST or compressed', async () => {
    const answer = await test.app.inject({
      method: 'POST',
      url: '/open-referral/v3/services',
      headers: { 'accept-encoding': 'gzip' },
      payload: { full: true },
    });
    expect(answer.headers['content-encoding']).toBe('gzip');
    const body = gunzipSync(answer.rawPayload).toString();
    expect(body).toContain('Refuge for women');
    expect(leaksIn(body)).toEqual([]);
  });
});

describe('a confidential place', () => {
  it('is told as its area only, also where a second feed lists the same address without the mark', async () => {
    const own = (await ask(`/service_at_locations/${IDS.refugeAtHouse}`)).json().location;
    expect(own).toEqual({
      id: IDS.house,
      location_type: 'physical',
      footbridge_confidential: true,
      footbridge_area: 'Leeds',
    });
    const twin = (await ask(`/service_at_locations/${IDS.twinAtHouse}`)).json().location;
    expect(twin).toEqual({
      id: IDS.houseAgain,
      location_type: 'physical',
      footbridge_confidential: true,
      footbridge_area: 'LS7',
    });
    expect((await ask(`/organizations/${IDS.refugeOrganization}`)).json().locations).toEqual([own]);
  });

  it('leaves its service findable and reachable: name, days and hours, and a phone that is not the place’s', async () => {
    const service = (await ask(`/services/${IDS.refuge}`)).json();
    expect(service.name).toBe('Refuge for women');
    expect(service.description).toMatch(/^Come to \[withheld\]/);
    expect(service.url).toBeUndefined();
    expect(service.phones.map(({ number }: { number: string }) => number)).toEqual(['0800 123 4567']);
    expect(service.schedules).toMatchObject([{ byday: 'SA', opens_at: '08:00' }]);
    expect(service.service_at_locations[0].schedules).toMatchObject([{ byday: 'SU', closes_at: '09:00' }]);
    const { contents } = (await ask('/services?search=refuge')).json();
    expect(contents).toMatchObject([{ id: IDS.refuge }]);
  });

  it('is found by no search for its address and is near no postcode', async () => {
    await test.asSuperuser(
      `insert into postcodes (postcode, latitude, longitude) values ('LS7 4QX', 53.8211345, -1.5312045)`,
    );
    const hidden = [IDS.refuge, IDS.twin, IDS.refugeAtHouse, IDS.twinAtHouse];
    for (const list of ['services', 'service_at_locations'])
      for (const query of [
        'search=rosehill',
        'search=ls7+4qx',
        'postcode=LS7+4QX&proximity=50',
        'postcode=LS7+4QX&proximity=400000',
      ]) {
        const { contents } = (await ask(`/${list}?${query}`)).json();
        const found = contents.map(({ id }: { id: string }) => id);
        expect(
          found.filter((id: string) => hidden.includes(id as never)),
          `${list}?${query}`,
        ).toEqual([]);
      }
  });

  it('does not tell by entries at its postcode where the postcode is', async () => {
    await test.asSuperuser(`delete from postcodes where postcode = 'LS7 4QX'`);
    const answer = await ask('/service_at_locations?postcode=LS7+4QX&proximity=50');
    expect([200, 400]).toContain(answer.statusCode);
    if (answer.statusCode === 200) expect(answer.json().contents).toEqual([]);
  });
});

it('a contact with a name leaves as post only, one without as it is', async () => {
  const { contacts } = (await ask(`/services/${IDS.esol}`)).json();
  expect(contacts).toEqual([
    { id: IDS.namedContact, service_id: IDS.esol, title: 'Head' },
    { id: IDS.desk, service_id: IDS.esol, department: 'Front desk', email: 'desk@college.example.org' },
  ]);
});
