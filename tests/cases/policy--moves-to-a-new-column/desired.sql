create table t (id integer, after real not null default 1);
create policy p on t using (after > 0);
alter table t enable row level security, force row level security;
