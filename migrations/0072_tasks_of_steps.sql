-- A reminder knows the step it is for, so that it goes from the list when the step has ended.
alter table tasks add step_id uuid;
alter table tasks add foreign key (organisation_id, step_id) references steps (organisation_id, id) deferrable initially deferred;
create index tasks_of_steps on tasks (organisation_id, step_id) where step_id is not null and state = 'open';
comment on column tasks.step_id is 'The step of a plan that it reminds of; checked at commit, for both are written in one act.';
