create schema storage;
create table storage.buckets (id text primary key, name text not null, public boolean);
create table public.plans (
    id text primary key, slug text not null unique, price numeric(10, 2) not null, features jsonb not null default '{}',
    regions text[], made date not null default '2024-01-01'
);
insert into public.plans values ('f', 'free', 0, '{"sso": false, "seats": 1}', '{eu}'), ('p', 'pro', 9, '{"seats": 5}', '{us}'), ('o', 'old', 1, '{}', null);
