begin;

update public.tiers set price = 12 where slug = 'pro' and region = 'eu';

insert into public.tiers (slug, region, price) values ('pro', 'us', 14);

commit;
