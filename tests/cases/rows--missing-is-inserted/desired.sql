create table public.plans (id text primary key, name text not null, price numeric(10,2) not null, features jsonb);
insert into public.plans (id, name, price, features) values
    ('free', 'Free', 0.0, '{"b":2,"a":1}'),
    ('pro', 'It''s pro', 12, null);
