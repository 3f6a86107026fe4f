create table account_role (id integer not null);
create table account (role_id integer not null, called text not null);
create table parted (id integer not null) partition by range (id);
create table parted_1 (id integer not null);
alter table parted attach partition parted_1 for values from (0) to (10);
