create table account (
  role_id integer not null,
  -- trueup: renamed from called
  name text not null
);
create table account_role (id integer not null);
create table parted (id integer not null) partition by range (id);
create table parted_1 partition of parted for values from (0) to (10);
