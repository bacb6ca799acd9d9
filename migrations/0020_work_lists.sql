-- Work lists that are opened all day: a worker's own open tasks are found without looking up each person first.

-- Read before `follows_person` (PostgreSQL tries permissive policies from the last name to the first), so that the lookup of the
-- person, 95 % of the time of a caseload, is made only for other people's tasks. It shows a task and never whom it is for:
-- the person's own policy decides that.
create policy own_list on tasks for select using (
  organisation_id = app_organisation() and (select app_role()) = 'link_worker' and worker_id = (select app_account()));
