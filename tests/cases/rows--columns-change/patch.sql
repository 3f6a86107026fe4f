begin;

alter table public.tariffs rename to plans;

alter table public.plans rename column code to id;

alter table public.plans rename constraint tariffs_pkey to plans_pkey;

-- rewrites-table: writes public.plans again under an access exclusive lock
alter table public.plans
    alter column price type integer using price::integer,
    add column open boolean not null default true,
    add column rank integer;

update public.plans set price = 3, open = false, rank = 2 where id = 'b';

update public.plans set open = true, rank = 1 where id = 'a';

insert into public.plans (id, price, label, open, rank) values ('c', 4, 'C', true, 3);

commit;
