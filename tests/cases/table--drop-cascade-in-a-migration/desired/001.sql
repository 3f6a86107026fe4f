create table users (id bigint primary key);
create table teams (id bigint primary key, owner_id bigint references users);
create table members (team_id bigint references teams, user_id bigint references users, primary key (team_id, user_id));
create view team_sizes as select team_id, count(*) as size from members group by team_id;
create type role as enum ('owner', 'guest');
