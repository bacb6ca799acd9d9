// Makes a service: its organisation row, teams, senders and staff, more of each when it serves more people.
import type { Role } from '#kernel';
import { diceFor } from '../chance/dice.ts';
import { MINUTES_A_DAY, type Moment, type TimeLine } from '../chance/time-line.ts';
import { searchCounts } from '../missing/searches.ts';
import type { OrganisationPlan, Row, ServiceRows } from '../plan.ts';
import type { Blueprint, Sender, StaffMember } from './blueprint.ts';
import { allSenders, allStaff, emailOf } from './staffing.ts';

export type Worker = {
  readonly id: string;
  readonly team: number;
  readonly sex: 'female' | 'male';
  readonly languages: ReadonlySet<string>;
};
export type Referrer = {
  readonly id: string;
  readonly name: string;
  readonly post: string;
  readonly sender: number;
};
export type SenderPlace = Sender & { readonly id: string };

/** What people's stories need to know of the service they happen in. */
export type Service = {
  readonly blueprint: Blueprint;
  readonly organisation: OrganisationPlan['organisation'];
  readonly responseDays: number;
  /** Ids by index. */
  readonly teams: readonly string[];
  readonly senders: readonly SenderPlace[];
  readonly referrers: readonly Referrer[];
  readonly workers: readonly Worker[];
  /** Account id. */
  readonly manager: string;
  readonly nameOf: (accountId: string) => string;
  readonly rows: ServiceRows;
};

/** Working days in which a referrer is promised an answer. */
const RESPONSE_DAYS = 5;

type Member = StaffMember & { readonly id: string };
type Made = {
  readonly blueprint: Blueprint;
  readonly teams: readonly string[];
  readonly senders: readonly SenderPlace[];
  readonly members: readonly Member[];
};

const ofRole = (members: readonly Member[], role: Role): Member[] =>
  members.filter(member => member.role === role);

const organisationRow = (
  id: string,
  blueprint: Blueprint,
  created_at: string,
): OrganisationPlan['organisation'] => ({
  id,
  name: blueprint.name,
  slug: blueprint.slug,
  ods_code: blueprint.odsCode,
  phone: `${blueprint.landline}100`,
  email: `hello@${blueprint.slug}.example`,
  response_days: RESPONSE_DAYS,
  demonstration: true,
  created_at,
});

/** @param createdAt of the staff member with that index: the named ones came first. */
function accountRows(
  { blueprint, members, senders, teams }: Made,
  createdAt: (index: number) => string,
): Row<'accounts'>[] {
  const taken = new Set<string>();
  return members.map(({ id, name, role, sender, team }, index) => {
    const place = sender === undefined ? undefined : senders[sender];
    return {
      id,
      email: emailOf(name, place ? `${place.domain}.${blueprint.slug}` : blueprint.slug, taken),
      name,
      role,
      team_id: team === undefined ? null : (teams[team] ?? null),
      referring_organisation_id: place?.id ?? null,
      demonstration: true,
      created_at: createdAt(index),
    };
  });
}

const senderRows = ({ senders, teams }: Made): Row<'referring_organisations'>[] =>
  senders.map(({ id, name, kind, odsCode, team }) => ({
    id,
    name,
    kind,
    ods_code: odsCode,
    team_id: team === null ? null : (teams[team] ?? null),
  }));

const workerRows = (workers: readonly Member[], teams: readonly string[]): Row<'link_workers'>[] =>
  workers.map(({ id, team = 0, sex = 'not_asked', background = null, capacity = 40 }) => ({
    account_id: id,
    team_id: teams[team] ?? '',
    sex,
    background,
    capacity,
  }));

type Days = {
  readonly createdAt: (index: number) => string;
  readonly searches: Row<'search_counts'>[];
};

function serviceRows(made: Made, { createdAt, searches }: Days): ServiceRows {
  const { blueprint, members, teams } = made;
  const workers = ofRole(members, 'link_worker');
  return {
    teams: blueprint.teams.map((team, index) => ({
      ...team,
      id: teams[index] ?? '',
      is_default: index === 0,
    })),
    referring_organisations: senderRows(made),
    accounts: accountRows(made, createdAt),
    link_workers: workerRows(workers, teams),
    link_worker_languages: workers.flatMap(({ id, languages = {} }) =>
      Object.entries(languages).map(([language, level]) => ({ account_id: id, language, level })),
    ),
    search_counts: searches,
  };
}

/** @param people how many the service has over the year. */
export function makeService(seed: number, blueprint: Blueprint, timeLine: TimeLine, people: number): Service {
  const dice = diceFor(seed, blueprint.slug, 'service');
  const founded: Moment = -blueprint.foundedDaysAgo * MINUTES_A_DAY + 9 * 60;
  const at = timeLine.epoch(founded);
  const teams = blueprint.teams.map(() => dice.uuid(at));
  const senders = allSenders(blueprint, people).map(sender => ({ ...sender, id: dice.uuid(at) }));
  const members = allStaff(dice, blueprint, people, senders.length).map(member => ({
    ...member,
    id: dice.uuid(at),
  }));
  const names = new Map(members.map(member => [member.id, member.name]));
  const made: Made = { blueprint, teams, senders, members };
  return {
    blueprint,
    organisation: organisationRow(dice.uuid(at), blueprint, timeLine.instant(founded)),
    responseDays: RESPONSE_DAYS,
    teams,
    senders,
    referrers: ofRole(members, 'referrer').map(({ id, name, post = 'GP', sender = 0 }) => ({
      id,
      name,
      post,
      sender,
    })),
    workers: ofRole(members, 'link_worker').map(({ id, team = 0, sex = 'female', languages = {} }) => ({
      id,
      team,
      sex,
      languages: new Set(Object.keys(languages)),
    })),
    manager: ofRole(members, 'manager')[0]?.id ?? '',
    nameOf: accountId => names.get(accountId) ?? '',
    rows: serviceRows(made, {
      createdAt: index => timeLine.instant(founded + index),
      searches: searchCounts(seed, blueprint.slug, timeLine, people),
    }),
  };
}
