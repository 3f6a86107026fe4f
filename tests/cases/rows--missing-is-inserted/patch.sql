begin;

insert into public.plans (id, name, price, features) values ('pro', 'It''s pro', 12, null);

commit;
