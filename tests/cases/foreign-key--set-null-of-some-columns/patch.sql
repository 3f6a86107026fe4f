begin;

-- blocks-writes: checking public.tasks.tasks_project reads public.tasks while
-- writes to it wait (0 rows)
-- may-fail: fails if a row of public.tasks refers to none of public.projects (0
-- rows)
alter table public.tasks
    drop constraint tasks_project,
    add constraint tasks_project foreign key (tenant_id, project_id) references public.projects (tenant_id, id) on delete set null (project_id);

commit;
