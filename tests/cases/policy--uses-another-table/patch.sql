begin;

-- drops-data: drops column public.members.role (0 values)
alter table public.members
    drop column role,
    add column rank integer;

set local search_path = public;

alter policy members_see on public.projects
    using (exists (select from members where members.team_id = projects.team_id and user_name = current_user and rank > 0));

commit;
