create table public.plans (id text primary key, name text not null, price numeric(10,2) not null, since timestamptz, tags text[], open boolean);
insert into public.plans (id, name, price, since, tags, open) values
    ('free', 'Free', 0.00, '2024-01-01T01:00+01', array['a', 'b'], 't'),
    ('pro', 'Professional', 10, timestamptz '2024-01-01 00:00+00', '{a}'::text[], true),
    ('team', 'Team', 35.5, '2024-03-01 00:00+00', null, false),
    ('max', 'Max', 120, '2024-03-01 00:00+00', null, false);
