create table members (team_id bigint, user_name name, rank integer);
create table projects (id bigint primary key, team_id bigint);
alter table projects enable row level security;
create policy members_see on projects for select to case_member
  using (exists (select from members where members.team_id = projects.team_id and user_name = current_user and rank > 0));
