begin;

drop view public.dear_prices;

set local search_path = public;

alter domain public.cents rename to cents_old;

create domain public.cents as bigint constraint cents_positive check (value >= 0);

-- rewrites-table: writes public.prices again under an access exclusive lock (2
-- rows)
alter table public.prices
    alter column unit_amount drop default,
    alter column unit_amount type public.cents,
    alter column unit_amount set default 0;

drop domain public.cents_old;

create view public.dear_prices as
select id, unit_amount from prices where unit_amount > 1000;

commit;
