// What every test database holds from the start: two organisations, their teams and one account a role.
import type pg from 'pg';
import type { Role, StaffActor, SystemActor } from '#kernel';

const id = (tail: string): string => `00000000-0000-4000-8000-${tail.padStart(12, '0')}`;

export const NORTH = {
  organisationId: id('100'),
  slug: 'north',
  teamA: id('110'),
  teamB: id('111'),
  practice: id('120'),
  otherPractice: id('121'),
} as const;

export const SOUTH = {
  organisationId: id('200'),
  slug: 'south',
  teamA: id('210'),
  teamB: id('211'),
  practice: id('220'),
  otherPractice: id('221'),
} as const;

type Place = typeof NORTH | typeof SOUTH;

const accountId = (place: Place, role: string): string =>
  id(
    `${place.organisationId.slice(-3)}${['referrer', 'link_worker', 'manager', 'administrator', 'privacy_lead', 'evaluator', 'link_worker_b', 'referrer_b'].indexOf(role) + 31}`,
  );

const staff = (place: Place, role: Role, name: string, second = false): StaffActor => ({
  kind: 'staff',
  organisationId: place.organisationId,
  accountId: accountId(place, second ? `${role}_b` : role),
  role,
  name,
  teamId: role === 'link_worker' ? (second ? place.teamB : place.teamA) : null,
  referringOrganisationId: role === 'referrer' ? (second ? place.otherPractice : place.practice) : null,
});

const actorsOf = (place: Place) => ({
  referrer: staff(place, 'referrer', 'Rita Referrer'),
  otherReferrer: staff(place, 'referrer', 'Oscar Otherpractice', true),
  linkWorker: staff(place, 'link_worker', 'Lena Linkworker'),
  otherLinkWorker: staff(place, 'link_worker', 'Bilal Teambee', true),
  manager: staff(place, 'manager', 'Mona Manager'),
  administrator: staff(place, 'administrator', 'Ada Administrator'),
  privacyLead: staff(place, 'privacy_lead', 'Pria Privacy'),
  evaluator: staff(place, 'evaluator', 'Evan Evaluator'),
  system: { kind: 'system', organisationId: place.organisationId } satisfies SystemActor,
});

/** Ready actors: `ACTORS.north.linkWorker` is in team A, `otherLinkWorker` in team B; `otherReferrer` is of another practice. */
export const ACTORS = { north: actorsOf(NORTH), south: actorsOf(SOUTH) } as const;

async function insertPlace(client: pg.Client, place: Place, name: string): Promise<void> {
  const { organisationId: o } = place;
  await client.query('insert into organisations (id, name, slug) values ($1, $2, $3)', [o, name, place.slug]);
  await client.query(
    'insert into teams (organisation_id, id, name, is_default) values ($1, $2, $3, true), ($1, $4, $5, false)',
    [o, place.teamA, 'Team A', place.teamB, 'Team B'],
  );
  await client.query(
    `insert into referring_organisations (organisation_id, id, name, kind, team_id) values
      ($1, $2, $3, 'gp_practice', $4), ($1, $5, $6, 'gp_practice', $7)`,
    [
      o,
      place.practice,
      `${name} Surgery`,
      place.teamA,
      place.otherPractice,
      `${name} Other Surgery`,
      place.teamB,
    ],
  );
  for (const actor of Object.values(place === NORTH ? ACTORS.north : ACTORS.south)) {
    if (actor.kind !== 'staff') continue;
    const email = `${actor.name.toLowerCase().replace(' ', '.')}@${place.slug}.example`;
    await client.query(
      `insert into accounts (organisation_id, id, email, name, role, team_id, referring_organisation_id)
       values ($1, $2, $3, $4, $5, $6, $7)`,
      [o, actor.accountId, email, actor.name, actor.role, actor.teamId, actor.referringOrganisationId],
    );
    if (actor.role !== 'link_worker') continue;
    await client.query(
      `insert into link_workers (organisation_id, account_id, team_id, sex, capacity) values ($1, $2, $3, 'female', 40)`,
      [o, actor.accountId, actor.teamId],
    );
    await client.query(
      `insert into link_worker_languages (organisation_id, account_id, language, level) values ($1, $2, 'en', 'fluent'), ($1, $2, 'ti', 'first')`,
      [o, actor.accountId],
    );
  }
}

/** Run as a superuser, since it makes organisations. */
export async function insertFixture(client: pg.Client): Promise<void> {
  await insertPlace(client, NORTH, 'North Service');
  await insertPlace(client, SOUTH, 'South Service');
}
