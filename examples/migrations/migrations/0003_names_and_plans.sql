alter table accounts rename column name to full_name;
create type plan as enum ('free', 'team');
alter table accounts add column plan plan not null default 'free';
