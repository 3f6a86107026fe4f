create schema storage;
create table storage.buckets (id text primary key, name text not null, public boolean);
create table public.plans (
    id text primary key, slug text not null unique, price numeric(10, 2) not null, features jsonb not null default '{}',
    regions text[], made date not null default '2024-01-01'
);
insert into public.plans (id, slug, price, features, regions) values
    ('f', 'free', 0, '{"seats": 1, "sso": false}', '{eu}'),
    ('p', 'pro', 12.5, '{"seats": 5}', '{eu,us}'),
    ('t', 'team', 40, '{}', null);
insert into storage.buckets values ('avatars', 'it''s avatars', true);
