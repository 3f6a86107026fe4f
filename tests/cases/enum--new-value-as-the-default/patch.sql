begin;

alter type public.price_kind rename to price_kind_old;

create type public.price_kind as enum ('recurring', 'one_time', 'metered');

set local search_path = public;

-- rewrites-table: writes public.prices again under an access exclusive lock (2
-- rows)
alter table public.prices
    alter column kind drop default,
    alter column kind type public.price_kind using kind::text::public.price_kind,
    alter column kind set default 'metered';

drop type public.price_kind_old;

commit;
