create table public.plans (id bigint generated always as identity primary key, name text not null);
create table public.tiers (id serial primary key, name text not null);
insert into public.plans (name) values ('Free');
