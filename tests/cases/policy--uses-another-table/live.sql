create table members (team_id bigint, user_name name, role text);
create table projects (id bigint primary key, team_id bigint);
alter table projects enable row level security;
create policy members_see on projects for select to case_member
  using (exists (select 1 from members m where m.team_id = projects.team_id and m.user_name = current_user));
