begin;

update public.plans as t set price = v.price from (values
    ('b'::text, '20'::integer),
    ('c', 30)) as v (id, price) where t.id = v.id;

insert into public.plans (id, name, price) values ('d', 'D', 4);

insert into public.plans (id, name, price, seen) values ('e', 'E', 5, now());

commit;
