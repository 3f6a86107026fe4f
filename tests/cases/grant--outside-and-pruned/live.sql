create schema app;
create table app.t (a integer);
grant select on app.t to case_support;
