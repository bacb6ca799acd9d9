// Groups for one person: where they have a place or wait, and which could be offered to them, with what fits and what does not.
import type { ReactElement } from 'react';
import {
  brokenOnly,
  differencesOf,
  followingOf,
  type Group,
  loadGroups,
  loadPlacesOfPerson,
  type PlaceOfPerson,
  standingOf,
} from '#groups';
import type { PersonRecord } from '#people';
import { Bdi, type Column, EmptyState, InsetText, Layout, PageHeading, Pagination, Table, Tag } from '#ui';
import { type Answered, notFound, page, pageNumber, type Req } from '#web';
import { openPerson, type PersonScene, personHref } from '../../scene.ts';
import { groupHref, placesWords, standingWords, timeWords, whoWords } from '../words.ts';
import { differenceWords, followingWords, wishesWords } from './differences.tsx';
import { PlaceItem } from './place-item.tsx';

/** More than a service of any size we know of runs at once; said when there are more. */
const MOST_GROUPS = 200;
const GROUPS_SHOWN = 20;
const MOST_PLACES_SHOWN = 20;

export type Fit = {
  readonly group: Group;
  readonly differs: readonly string[];
  readonly apart: 'women' | 'men' | null;
};

export async function showGroupsOfPerson(req: Req): Promise<Answered> {
  const scene = await openPerson(req);
  if (!scene) return notFound();
  const [{ groups, total }, { places }] = await Promise.all([
    loadGroups(req.ctx, { pageSize: MOST_GROUPS }),
    loadPlacesOfPerson(req.ctx, scene.person.id, { pageSize: MOST_PLACES_SHOWN }),
  ]);
  const there = new Set(places.filter(({ state }) => state !== 'left').map(({ groupId }) => groupId));
  const fits = rank(
    scene.person,
    groups.filter(({ id }) => !there.has(id)),
  );
  const body = (
    <PersonGroupsPage
      scene={scene}
      places={places}
      fits={fits}
      more={total > groups.length}
      at={pageNumber(req)}
      step={req.query.step ?? ''}
    />
  );
  return page(body, { subject: { type: 'person', id: scene.person.id } });
}

/** What fits best first: nobody is left out, and what "only" sets apart comes last. */
export function rank(person: PersonRecord, groups: readonly Group[]): readonly Fit[] {
  const order = ({ group, differs, apart }: Fit): number =>
    (apart === null ? 0 : 1000) +
    differs.length * 10 +
    (looksForOthers(person, group) ? 100 : 0) +
    (standingOf(group) === 'open' ? 0 : 5) +
    (followingOf(person, group) === 'speaks' ? 0 : 1);
  return groups
    .map(group => ({
      group,
      differs: differencesOf(person, group).map(each => differenceWords(each, group)),
      apart: brokenOnly(person, group),
    }))
    .map((fit, index) => ({ fit, index }))
    .sort((one, other) => order(one.fit) - order(other.fit) || one.index - other.index)
    .map(({ fit }) => fit);
}

/** By the record it is perhaps for others: it comes later, and is offered all the same. Theirs to say. */
function looksForOthers({ facts }: PersonRecord, { who }: Group): boolean {
  const answer =
    facts.find(({ kind }) => kind === 'sex')?.answer ?? facts.find(({ kind }) => kind === 'gender')?.answer;
  const said = answer?.status === 'answered' ? answer.value : null;
  return (who === 'men' && said === 'female') || (who === 'women' && said === 'male');
}

/** Where the offer of one group is made; the step it is for goes along. */
export const offerHref = (personId: string, { id }: Pick<Group, 'id'>, step: string): string =>
  `/people/${personId}/groups/${id}${step === '' ? '' : `?step=${step}`}`;

type Props = {
  readonly scene: PersonScene;
  readonly places: readonly PlaceOfPerson[];
  readonly fits: readonly Fit[];
  readonly more: boolean;
  readonly at: number;
  readonly step: string;
};

const PersonGroupsPage = ({ scene, places, fits, more, at, step }: Props): ReactElement => {
  const kept = fits.filter(({ apart }) => apart === null);
  const apart = fits.filter(each => each.apart !== null);
  const shown = kept.slice((at - 1) * GROUPS_SHOWN, at * GROUPS_SHOWN);
  return (
    <Layout title="Groups for them" wide back={`${personHref(scene)}#groups`}>
      <PageHeading caption={<Bdi>{scene.person.displayName}</Bdi>}>Groups</PageHeading>
      <InsetText>
        <p>
          <Bdi>{wishesWords(scene.person)}</Bdi> <a href={personHref(scene, '/preferences')}>Ask or change</a>
        </p>
      </InsetText>
      {places.length === 0 ? null : (
        <>
          <h2>Where they have a place</h2>
          <ul className="nhsuk-list fb-plain-list">
            {places.map(place => (
              <PlaceItem key={place.id} place={place} change={scene.mayWork} />
            ))}
          </ul>
        </>
      )}
      <h2>Groups to offer</h2>
      {more ? <p>There are more groups than fit here. These are the ones that meet soonest.</p> : null}
      {kept.length === 0 && apart.length > 0 ? <NoneKeeps only={apart[0]?.apart ?? 'women'} /> : null}
      <Table
        caption={
          kept.length === 1 ? '1 group, the best fit first' : `${kept.length} groups, the best fit first`
        }
        captionHidden
        columns={columnsOf(scene, step)}
        rows={shown}
        rowKey={({ group }) => group.id}
        empty={apart.length > 0 ? '' : <NoGroups />}
      />
      <Pagination
        page={at}
        pageSize={GROUPS_SHOWN}
        total={kept.length}
        things="groups"
        hrefFor={to => `/people/${scene.person.id}/groups?page=${to}${step === '' ? '' : `&step=${step}`}`}
      />
      {apart.length > 0 ? (
        <Table
          caption={`Set apart: they said only groups for ${apart[0]?.apart ?? 'women'}`}
          columns={columnsOf(scene, step)}
          rows={apart.slice(0, GROUPS_SHOWN)}
          rowKey={({ group }) => group.id}
        />
      ) : null}
    </Layout>
  );
};

const NoGroups = (): ReactElement => (
  <EmptyState title="No group to offer now" action={<a href="/groups/new">Make a group</a>}>
    <p>
      Look for one in the <a href="/directory">directory of services</a>, or go on one to one.
    </p>
  </EmptyState>
);

/** "Only" is kept, and there is still a way on (guidance P1c). */
export const NoneKeeps = ({ only }: { readonly only: 'women' | 'men' }): ReactElement => (
  <InsetText>
    <p>
      <strong>No group of ours is only for {only} now.</strong> What can be done:
    </p>
    <ul className="nhsuk-list nhsuk-list--bullet">
      <li>
        <a href="/groups/new">Make a group for {only}</a>, or ask the manager who else waits for one
      </li>
      <li>
        Look for one <a href="/directory">in the directory of services</a>
      </li>
      <li>Go on one to one until there is one</li>
      <li>Ask the person again. If a group below is all right for them now, they can say so there</li>
    </ul>
  </InsetText>
);

const columnsOf = (scene: PersonScene, step: string): Column<Fit>[] => [
  {
    heading: 'Group',
    rowHeader: true,
    cell: ({ group }) => (
      <>
        <a href={groupHref(group)}>
          <Bdi>{group.name}</Bdi>
        </a>
        <div className="nhsuk-hint">{whoWords(group)}</div>
      </>
    ),
  },
  { heading: 'Next meeting', cell: ({ group }) => (group.next ? timeWords(group.next) : 'No date') },
  { heading: 'Language', cell: ({ group }) => followingWords(scene.person, group) },
  {
    heading: 'Not as they asked',
    cell: ({ differs }) =>
      differs.length === 0 ? (
        'Nothing that we know of'
      ) : (
        <ul className="nhsuk-list">
          {differs.map(words => (
            <li key={words}>{words}</li>
          ))}
        </ul>
      ),
  },
  {
    heading: 'Places',
    cell: ({ group }) => (
      <>
        <Tag meaning={standingWords(group).meaning}>{standingWords(group).text}</Tag>
        <div className="nhsuk-hint">{placesWords(group)}</div>
      </>
    ),
  },
  {
    heading: 'What to do',
    headingHidden: true,
    cell: ({ group }) =>
      scene.mayWork ? (
        <a href={offerHref(scene.person.id, group, step)}>
          Offer it<span className="nhsuk-u-visually-hidden">: {group.name}</span>
        </a>
      ) : null,
  },
];
