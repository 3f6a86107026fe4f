create type public.level as enum ('low', 'high');
create table public.plans (id text primary key, level public.level not null);
insert into public.plans values ('a', 'low');
