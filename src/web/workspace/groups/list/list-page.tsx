// The list of groups: by language, for whom, day and places left; the worker's own; and registers that are not filled in yet.
import type { ReactElement } from 'react';
import {
  GROUPS_A_PAGE,
  type Group,
  loadGroupLanguages,
  loadGroups,
  loadRegistersDue,
  type SessionToLead,
  WHO_KEYS,
} from '#groups';
import { languageName } from '#kernel';
import {
  Bdi,
  ButtonGroup,
  ButtonLink,
  type Column,
  EmptyState,
  FilterLinks,
  Form,
  Grid,
  Layout,
  PageHeading,
  Pagination,
  SelectField,
  SubmitButton,
  Table,
  Tag,
} from '#ui';
import { type Answered, page, pageNumber, type Req } from '#web';
import { accountIdOf } from '../../words.ts';
import {
  groupHref,
  leadersWords,
  placesWords,
  spokenWords,
  standingWords,
  timeWords,
  whoWords,
} from '../words.ts';
import { RegistersDue } from './registers-due.tsx';

const WEEKDAYS = ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday', 'Sunday'] as const;
const SHOWN = ['all', 'yours', 'ended'] as const;

type Asked = {
  readonly show: (typeof SHOWN)[number];
  readonly language: string;
  readonly who: string;
  readonly day: string;
  readonly places: string;
  readonly page: number;
};

/** Anything that is not one of the answers is no filter. */
function askedOf(req: Req, languages: readonly string[], leads: boolean): Asked {
  const { query } = req;
  const one = (value: string | undefined, of: readonly string[]): string =>
    value !== undefined && of.includes(value) ? value : '';
  const shown = SHOWN.find(each => each === query.show) ?? 'all';
  return {
    show: shown === 'yours' && !leads ? 'all' : shown,
    language: one(query.language, languages),
    who: one(query.who, WHO_KEYS),
    day: one(
      query.day,
      WEEKDAYS.map((_, index) => String(index + 1)),
    ),
    places: one(query.places, ['yes']),
    page: pageNumber(req),
  };
}

export async function showGroups(req: Req): Promise<Answered> {
  const { ctx, actor } = req;
  const leads = actor.kind === 'staff' && actor.role === 'link_worker';
  const me = accountIdOf(actor);
  const languages = await loadGroupLanguages(ctx);
  const asked = askedOf(req, languages, leads);
  const [found, due] = await Promise.all([
    loadGroups(ctx, {
      language: asked.language || null,
      who: asked.who || null,
      day: asked.day === '' ? null : Number(asked.day),
      withPlaces: asked.places === 'yes',
      ledBy: asked.show === 'yours' ? me : null,
      ended: asked.show === 'ended',
      page: asked.page,
    }),
    leads ? loadRegistersDue(ctx, me) : [],
  ]);
  return page(<GroupsPage {...found} asked={asked} languages={languages} due={due} leads={leads} />);
}

const hrefOf = ({ page: at, ...asked }: Asked): string => {
  const query = new URLSearchParams(
    Object.entries(asked).filter(([name, value]) => value !== '' && !(name === 'show' && value === 'all')),
  );
  if (at > 1) query.set('page', String(at));
  return query.size === 0 ? '/groups' : `/groups?${query}`;
};

type Props = {
  readonly groups: readonly Group[];
  readonly total: number;
  readonly asked: Asked;
  readonly languages: readonly string[];
  readonly due: readonly SessionToLead[];
  readonly leads: boolean;
};

const SHOWN_WORDS = { all: 'All', yours: 'Yours', ended: 'Ended' } as const;

export const GroupsPage = ({ groups, total, asked, languages, due, leads }: Props): ReactElement => (
  <Layout title="Groups" wide>
    <PageHeading>Groups</PageHeading>
    <RegistersDue due={due} />
    <ButtonGroup>
      <ButtonLink href="/groups/new" variant="secondary" small>
        Make a group
      </ButtonLink>
      {leads ? <a href="/groups/calendar.ics">Put your meetings in your calendar (file)</a> : null}
      {leads ? null : <a href="/groups/numbers">How groups were attended</a>}
    </ButtonGroup>
    <FilterLinks
      label="Which groups"
      links={SHOWN.filter(show => leads || show !== 'yours').map(show => ({
        text: SHOWN_WORDS[show],
        href: hrefOf({ ...asked, show, page: 1 }),
        current: show === asked.show,
      }))}
    />
    <Filters asked={asked} languages={languages} />
    <Table
      caption={total === 1 ? '1 group' : `${total} groups`}
      columns={COLUMNS}
      rows={groups}
      rowKey={group => group.id}
      empty={<Nothing asked={asked} />}
    />
    <Pagination
      page={asked.page}
      pageSize={GROUPS_A_PAGE}
      total={total}
      things="groups"
      hrefFor={at => hrefOf({ ...asked, page: at })}
    />
  </Layout>
);

const Filters = ({ asked, languages }: Pick<Props, 'asked' | 'languages'>): ReactElement => (
  <Form action="/groups" method="get" values={{ ...asked, page: '' }} label="Narrow the list">
    {asked.show === 'all' ? null : <input type="hidden" name="show" value={asked.show} />}
    <Grid>
      <SelectField
        name="language"
        label="Language"
        options={languages.map(tag => ({ value: tag, label: languageName(tag) }))}
        empty="Any language"
      />
      <SelectField
        name="who"
        label="Who may come"
        options={WHO_KEYS.map(who => ({ value: who, label: whoWords({ who }) }))}
        empty="Any group"
      />
      <SelectField
        name="day"
        label="Day"
        options={WEEKDAYS.map((label, index) => ({ value: String(index + 1), label }))}
        empty="Any day"
      />
      <SelectField
        name="places"
        label="Places"
        options={[{ value: 'yes', label: 'With places left' }]}
        empty="Full or not"
      />
    </Grid>
    <SubmitButton variant="secondary" small>
      Show these groups
    </SubmitButton>
  </Form>
);

const Nothing = ({ asked }: Pick<Props, 'asked'>): ReactElement =>
  asked.language + asked.who + asked.day + asked.places === '' && asked.show === 'all' && asked.page === 1 ? (
    <EmptyState title="No groups yet">
      <p>Make one here. People can then be given places, and you can take a register.</p>
    </EmptyState>
  ) : (
    <EmptyState title="No group fits this" action={<a href="/groups">Show all groups</a>}>
      <p>
        Leave one of the filters out. If no group fits somebody, tell your team: others may wait for one too.
      </p>
    </EmptyState>
  );

const COLUMNS: Column<Group>[] = [
  {
    heading: 'Group',
    rowHeader: true,
    cell: group => (
      <>
        <a href={groupHref(group)}>
          <Bdi>{group.name}</Bdi>
        </a>
        <div className="nhsuk-hint">{whoWords(group)}</div>
      </>
    ),
  },
  {
    heading: 'Next meeting',
    cell: group => (group.next ? timeWords(group.next) : 'No date'),
  },
  { heading: 'Languages', cell: group => spokenWords(group) ?? 'Not known' },
  { heading: 'Team', cell: group => (group.online ? `${group.teamName}, online` : group.teamName) },
  { heading: 'Led by', cell: group => <Bdi>{leadersWords(group)}</Bdi> },
  {
    heading: 'Places',
    cell: group => (
      <>
        <Tag meaning={standingWords(group).meaning}>{standingWords(group).text}</Tag>
        <div className="nhsuk-hint">{placesWords(group)}</div>
      </>
    ),
  },
];
