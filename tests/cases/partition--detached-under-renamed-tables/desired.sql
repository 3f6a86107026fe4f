create schema app;
-- trueup: renamed from users
create table people (
  "order" tsvector default ''
);
-- trueup: renamed from events
create table meetings (
  id integer not null,
  at date
) partition by range (at);
create table app."Events 2" (like meetings including defaults including constraints);
