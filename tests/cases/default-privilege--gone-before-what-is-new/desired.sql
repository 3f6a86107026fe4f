create schema app;
alter default privileges grant select on tables to case_writer;
create type app.span as range (subtype = integer);
create table app.uses (period app.span) with (fillfactor = 70);
grant select on app.uses to case_writer with grant option;
create table app.more (id integer);
