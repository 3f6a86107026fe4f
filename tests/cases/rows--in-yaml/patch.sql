begin;

-- drops-data: deletes rows of public.plans that the files do not have (1 row)
delete from public.plans where (slug in ('free', 'pro', 'team')) is not true;

update public.plans set price = 12.50, regions = '{"eu","us"}' where slug = 'pro';

insert into public.plans (id, slug, price) values ('t', 'team', 40);

insert into storage.buckets (id, name, public) values ('avatars', 'it''s avatars', true);

commit;
