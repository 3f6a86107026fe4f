create table members (id bigint primary key, team_id bigint not null, user_id bigint not null);
create table notes (member_id bigint references members, body text);
