begin;

alter domain public.amount rename to amount_old;

create domain public.amount as integer;

set local search_path = public;

-- rewrites-table: writes public.things again under an access exclusive lock (0
-- rows)
alter table public.things
    alter column cost type public.amount using cost::text::integer::public.amount,
    alter column costs type public.amount[] using costs::text[]::integer[]::public.amount[],
    alter column tags type public.state using tags::text::public.state,
    alter column key type public.state using key::text::public.state,
    alter column flag type public.state using flag::public.state,
    alter column two type public.pair using two::text::public.pair,
    alter column days type public.span using days::text::public.span,
    alter column states type public.state[] using states::public.state[],
    alter column again type public.state[] using again::text::public.state[];

drop domain public.amount_old;

commit;
