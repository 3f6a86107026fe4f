create table public.tiers (slug text not null, region text not null, price numeric) partition by list (region);
create table public.tiers_eu partition of public.tiers for values in ('eu');
create table public.tiers_us partition of public.tiers for values in ('us');
create unique index tiers_key on public.tiers (slug, region);
insert into public.tiers values ('pro', 'eu', 10), ('old', 'us', 1);
