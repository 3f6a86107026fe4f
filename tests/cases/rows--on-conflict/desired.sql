create table public.plans (id text primary key, name text not null unique, price int, seen timestamptz);
insert into public.plans (id, name, price) values ('a', 'Other', 10), ('d', 'D', 4) on conflict do nothing;
insert into public.plans (id, name, price, seen) values ('b', 'B', 20, now()), ('e', 'E', 5, now())
on conflict on constraint plans_pkey do update set price = excluded.price, seen = now();
insert into public.plans (id, name, price) values ('c', 'C', 30);
