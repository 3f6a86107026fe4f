create sequence down as bigint increment 2;
create sequence up as integer increment -3;
create table kept (
  id integer not null,
  n bigint generated always as identity
);
