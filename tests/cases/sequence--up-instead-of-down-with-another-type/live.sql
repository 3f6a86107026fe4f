create sequence down as integer increment -1;
create sequence up as smallint;
create table kept (
  id integer not null,
  n integer generated always as identity (increment -1)
);
