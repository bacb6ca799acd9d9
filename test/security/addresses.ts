// Real addresses of every route: each parameter's name stands for something of a team, an organisation or one owner.
import type { Role } from '#kernel';
import type { Route } from '#web';
import type { Case, World } from './world.ts';

/** Who shares what a parameter names: those who may see the person, the whole organisation, one owner, or everybody. */
export type Level = 'person' | 'organisation' | 'owner' | 'shared' | 'word';

const LEVELS: Readonly<Record<string, Level>> = {
  person: 'person',
  referral: 'person',
  task: 'person',
  goal: 'person',
  step: 'person',
  response: 'person',
  message: 'person',
  contact: 'person',
  booking: 'person',
  gap: 'person',
  need: 'person',
  reach: 'person',
  proposal: 'person',
  place: 'person',
  session: 'person',
  id: 'person',
  account: 'organisation',
  client: 'organisation',
  worker: 'organisation',
  group: 'organisation',
  draft: 'owner',
  shortlist: 'owner',
  service: 'shared',
  serviceAtLocation: 'shared',
  provider: 'shared',
  taxonomy: 'shared',
  term: 'shared',
  source: 'shared',
  pair: 'shared',
  word: 'shared',
  organisation: 'word',
  question: 'word',
  point: 'word',
  token: 'word',
};

export const NO_SUCH_ID = '01890000-0000-7000-8000-00000000dead';
export const NOT_AN_ID = 'not-an-id';

export const parametersOf = ({ path }: Pick<Route, 'path'>): string[] =>
  [...path.matchAll(/:(\w+)/g)].map(match => match[1] ?? '');

/** Throws for a parameter nobody has said anything about: add it to the table above and its ids to the world. */
export function levelOf(parameter: string): Level {
  const level = LEVELS[parameter];
  if (!level)
    throw new Error(`:${parameter} is new: say in addresses.ts who shares it, and make one in world.ts`);
  return level;
}

/** The level that decides for a route: its strictest parameter. */
export function levelOfRoute(route: Route): Level | null {
  const levels = parametersOf(route).map(levelOf);
  return (
    (['person', 'owner', 'organisation', 'shared'] as const).find(level => levels.includes(level)) ?? null
  );
}

const WORDS: Readonly<Record<string, readonly string[]>> = {
  question: ['name', 'consent'],
  point: ['start', 'end', 'review'],
};

/** Ids of this case for one parameter of a route, those most likely to be shown first. */
function idsOf(
  route: Route,
  parameter: string,
  of: Case,
  world: World,
  role: Role | null,
): readonly string[] {
  const name = parameter === 'id' ? (route.path.includes('/Patient/') ? 'person' : 'referral') : parameter;
  if (name === 'service') return [world.service];
  const shared = Object.entries(world.shared).find(([known]) => known === name)?.[1];
  if (shared) return [shared];
  if (name === 'organisation') return [of.place.slug];
  if (name === 'token') return of.ids.link ?? [];
  if (name === 'draft') return role && of.drafts[role] ? [of.drafts[role]] : Object.values(of.drafts);
  if (name === 'shortlist')
    return role && of.shortlists[role] ? [of.shortlists[role]] : Object.values(of.shortlists);
  return WORDS[name] ?? of.ids[name] ?? [];
}

/** Addresses of a route for the records of a case; `role` picks the drafts of that role. Empty when it has none. */
export function addressesOf(route: Route, of: Case, world: World, role: Role | null = null): string[] {
  const parameters = parametersOf(route);
  if (parameters.includes('message') && parameters.includes('referral'))
    return of.letters.map(letter => fill(route.path, letter));
  let addresses = [route.path];
  for (const parameter of parameters) {
    const ids = idsOf(route, parameter, of, world, role);
    addresses = addresses.flatMap(address => ids.map(id => fill(address, { [parameter]: id })));
  }
  return addresses;
}

/** The same addresses with `id` in the place of every record: an id that is nobody's, or none at all. */
export const withId = (route: Route, of: Case, world: World, id: string): string[] =>
  addressesOf(
    {
      ...route,
      path: route.path.replaceAll(/:(\w+)/g, name => (levelOf(name.slice(1)) === 'word' ? name : id)),
    },
    of,
    world,
  );

const fill = (path: string, values: Readonly<Record<string, string>>): string =>
  Object.entries(values).reduce((address, [name, value]) => address.replace(`:${name}`, value), path);
