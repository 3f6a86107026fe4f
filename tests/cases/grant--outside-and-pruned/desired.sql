create schema app;
create table app.t (a integer);
grant insert on auth.users to case_reader;
