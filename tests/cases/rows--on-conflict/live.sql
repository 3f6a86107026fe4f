create table public.plans (id text primary key, name text not null unique, price int, seen timestamptz);
insert into public.plans values ('a', 'A', 1, '2024-01-01'), ('b', 'B', 2, '2024-01-01'), ('c', 'C', 3, '2024-01-01');
