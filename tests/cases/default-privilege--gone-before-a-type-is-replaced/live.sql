create type mood as enum ('new', 'done');
create table t (a mood);
alter default privileges grant usage on types to case_writer with grant option;
