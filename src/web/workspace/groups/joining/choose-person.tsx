// Adding a person from a group's page: one of the worker's own people, or somebody searched for; what is typed is in no address.
import type { ReactElement } from 'react';
import { z } from 'zod';
import { CASELOAD_PAGE, loadCaseload } from '#overviews';
import { findPeople } from '#people';
import { Bdi, EmptyState, Form, Layout, PageHeading, Pagination, SubmitButton, Table, TextField } from '#ui';
import {
  type Answered,
  type FieldErrors,
  type FormInput,
  notFound,
  openText,
  page,
  pageNumber,
  parseForm,
  type Req,
  redirect,
  requiredText,
  sealText,
} from '#web';
import { accountIdOf } from '../../words.ts';
import { type GroupScene, openGroup, subjectOf } from '../scene.ts';
import { groupHref } from '../words.ts';
import { offerHref } from './person-groups.tsx';

const PURPOSE = 'group-person-search';

type Row = { readonly id: string; readonly name: string };
type Listed = {
  readonly caption: string;
  readonly rows: readonly Row[];
  readonly total: number;
  readonly at: number;
  readonly hrefFor: (page: number) => string;
  readonly empty: string;
};

const answer = (
  scene: GroupScene,
  listed: Listed | null,
  typed: FormInput = {},
  errors?: FieldErrors,
): Answered =>
  page(<ChoosePage scene={scene} listed={listed} typed={typed} errors={errors} />, {
    status: errors ? 422 : 200,
    subject: subjectOf(scene.group),
  });

async function ownPeople(req: Req, { group }: GroupScene): Promise<Listed | null> {
  const { actor } = req;
  if (actor.kind !== 'staff' || actor.role !== 'link_worker') return null;
  const at = pageNumber(req);
  const { people, total } = await loadCaseload(req.ctx, {
    workerId: accountIdOf(actor),
    state: null,
    due: null,
    sort: 'name',
    page: at,
  });
  return {
    caption: 'Your people',
    rows: people.map(({ personId, name }) => ({ id: personId, name })),
    total,
    at,
    hrefFor: to => groupHref(group, `/add?page=${to}`),
    empty: 'Nobody is on your caseload',
  };
}

export async function showChoose(req: Req): Promise<Answered> {
  const scene = await openGroup(req);
  return scene ? answer(scene, await ownPeople(req, scene)) : notFound();
}

const form = z.object({ search: requiredText('Type a name, a phone number or an NHS number', { max: 200 }) });

export async function search(req: Req): Promise<Answered> {
  const scene = await openGroup(req);
  if (!scene) return notFound();
  const parsed = parseForm(form, req.body);
  if (!parsed.ok) return answer(scene, await ownPeople(req, scene), parsed.input, parsed.errors);
  return redirect(groupHref(scene.group, `/found?search=${sealText(req, PURPOSE, parsed.value.search)}`));
}

export async function found(req: Req): Promise<Answered> {
  const scene = await openGroup(req);
  const text = openText(req, PURPOSE, req.query.search);
  if (!scene) return notFound();
  // An outdated address, or somebody else's, opens an empty search (decision 0018).
  if (text === null) return redirect(groupHref(scene.group, '/add'));
  const at = pageNumber(req);
  const { people, total } = await findPeople(req.ctx, { text, page: at, pageSize: CASELOAD_PAGE });
  const listed: Listed = {
    caption: total === 1 ? '1 person found' : `${total} people found`,
    rows: people.map(({ id, displayName }) => ({ id, name: displayName })),
    total,
    at,
    hrefFor: to => groupHref(scene.group, `/found?search=${req.query.search}&page=${to}`),
    empty: 'Nobody was found among the people you may see',
  };
  return answer(scene, listed, { search: text });
}

type Props = {
  readonly scene: GroupScene;
  readonly listed: Listed | null;
  readonly typed: FormInput;
  readonly errors: FieldErrors | undefined;
};

const ChoosePage = ({ scene, listed, typed, errors }: Props): ReactElement => (
  <Layout title="Add a person" back={groupHref(scene.group)} errors={errors}>
    <PageHeading caption={<Bdi>{scene.group.name}</Bdi>}>Add a person</PageHeading>
    <Form action={groupHref(scene.group, '/add')} values={typed} errors={errors} label="Search for a person">
      <TextField
        name="search"
        label="Name, phone number or NHS number"
        hint="What you type does not show in the address"
        type="search"
        width={30}
        autoComplete="off"
      />
      <SubmitButton variant="secondary">Search</SubmitButton>
    </Form>
    {listed ? <People scene={scene} listed={listed} /> : null}
  </Layout>
);

const People = ({ scene, listed }: { scene: GroupScene; listed: Listed }): ReactElement => (
  <>
    <Table
      caption={listed.caption}
      columns={[
        {
          heading: 'Name',
          rowHeader: true,
          cell: ({ id, name }: Row) => (
            <a href={offerHref(id, scene.group, '')}>
              <Bdi>{name}</Bdi>
            </a>
          ),
        },
      ]}
      rows={listed.rows}
      rowKey={({ id }) => id}
      empty={<EmptyState title={listed.empty} />}
    />
    <Pagination
      page={listed.at}
      pageSize={CASELOAD_PAGE}
      total={listed.total}
      things="people"
      hrefFor={listed.hrefFor}
    />
  </>
);
