create table public.plans (id text primary key, name text not null, price numeric(10,2) not null, features jsonb);
insert into public.plans values ('free', 'Free', 0, '{"a": 1, "b": 2}');
