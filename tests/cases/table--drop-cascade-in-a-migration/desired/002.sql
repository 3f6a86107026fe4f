drop table teams cascade;
drop view team_sizes;
alter table members alter column team_id type integer using team_id::integer, drop constraint members_pkey;
alter table members add column role role not null default 'guest';
drop type role cascade;
