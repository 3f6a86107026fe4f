create table public.plans (id text primary key, name text not null, price numeric(10,2));
-- trueup: rows exact
insert into public.plans values ('free', 'Free', 0), ('pro', 'Pro', 12);
