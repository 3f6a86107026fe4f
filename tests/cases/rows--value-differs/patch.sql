begin;

update public.plans set name = 'Professional' where id = 'pro';

update public.plans as t set price = v.price, since = v.since, open = v.open from (values
    ('team'::text, '35.5'::numeric(10,2), '2024-03-01 00:00+00'::timestamp with time zone, 'false'::boolean),
    ('max', 120, '2024-03-01 00:00+00', false)) as v (id, price, since, open) where t.id = v.id;

commit;
