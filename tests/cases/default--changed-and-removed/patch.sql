begin;

set local search_path = public;

alter table public.prices
    alter column active drop default,
    alter column currency set default 'eur',
    alter column starts_at set default date_trunc('day', now()) + interval '1 day';

commit;
