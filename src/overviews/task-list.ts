// A link worker's open tasks with the names of the people they are for: overdue, today, later.
import { type RawBuilder, sql } from 'kysely';
import { type Ctx, onePage, organisationOf } from '#database';
import { type AccountId, londonDay, type PersonId } from '#kernel';
import type { TaskId, TaskKind } from '#link-workers';

export const TASK_TIMES = ['overdue', 'today', 'later', 'all'] as const;
export type TaskTime = (typeof TASK_TIMES)[number];

export type ListedTask = {
  readonly id: TaskId;
  readonly personId: PersonId;
  readonly personName: string;
  readonly kind: TaskKind;
  readonly title: string;
  readonly dueOn: string;
};

export type TaskPage = {
  readonly tasks: readonly ListedTask[];
  /** Exactly how many there are at this time. */
  readonly total: number;
  readonly counts: Readonly<Record<TaskTime, number>>;
};

export const TASKS_A_PAGE = 20;

type Row = { [Time in TaskTime]: number } & {
  id: string | null;
  person_id: string;
  display_name: string | null;
  kind: TaskKind;
  title: string;
  due_on: string;
};

/** The most pressing first. `page` counts from 1. */
export async function loadTasks(
  ctx: Ctx,
  { workerId, when, page }: { readonly workerId: AccountId; readonly when: TaskTime; readonly page: number },
): Promise<TaskPage> {
  const day = sql`${londonDay(ctx.clock()).toString()}::date`;
  const { rows } = await sql<Row>`
    with mine as materialized (
      select t.id, t.person_id, t.kind, t.title, t.due_on from tasks t
      where t.organisation_id = ${organisationOf(ctx.actor)}::uuid and t.worker_id = ${workerId}::uuid and t.state = 'open'),
    counts as (
      select count(*) as all, count(*) filter (where due_on < ${day}) as overdue, count(*) filter (where due_on = ${day}) as today,
        count(*) filter (where due_on > ${day}) as later
      from mine),
    shown as (select * from mine where ${fitsTime(when, day)} order by due_on, id ${onePage(page, TASKS_A_PAGE)})
    select c.*, s.id, s.person_id, p.display_name, s.kind, s.title, s.due_on
    from counts c
    left join shown s on true
    left join people p on p.organisation_id = ${organisationOf(ctx.actor)}::uuid and p.id = s.person_id
    order by s.due_on, s.id`.execute(ctx.tx);
  const [first] = rows;
  if (!first) throw new Error('counting answers one row at least');
  const { overdue, today, later, all } = first;
  const counts = { overdue, today, later, all };
  return { tasks: rows.flatMap(toTask), total: counts[when], counts };
}

function fitsTime(when: TaskTime, day: RawBuilder<unknown>): RawBuilder<unknown> {
  switch (when) {
    case 'overdue':
      return sql`due_on < ${day}`;
    case 'today':
      return sql`due_on = ${day}`;
    case 'later':
      return sql`due_on > ${day}`;
    case 'all':
      return sql`true`;
  }
}

/** A task for somebody who went to another team is not shown: the person is not theirs to see any more. */
const toTask = (row: Row): ListedTask[] =>
  row.id === null || row.display_name === null
    ? []
    : [
        {
          id: row.id,
          personId: row.person_id,
          personName: row.display_name,
          kind: row.kind,
          title: row.title,
          dueOn: row.due_on,
        },
      ];
