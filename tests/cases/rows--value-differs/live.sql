create table public.plans (id text primary key, name text not null, price numeric(10,2) not null, since timestamptz, tags text[], open boolean);
insert into public.plans values
    ('free', 'Free', 0, '2024-01-01 00:00+00', '{a,b}', true),
    ('pro', 'Pro', 10, '2024-01-01 00:00+00', '{a}', true),
    ('team', 'Team', 30, null, null, null),
    ('max', 'Max', 99, null, null, null),
    ('old', 'Old', 1, null, null, null);
