create table public.plans (id text primary key, name text not null, price numeric(10,2));
insert into public.plans values ('free', 'Free', 0), ('old', 'Old', 1), ('older', 'Older', 2);
