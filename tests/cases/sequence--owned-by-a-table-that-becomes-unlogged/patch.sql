begin;

create sequence public.made;

set local search_path = public;

-- rewrites-table: writes public.t again under an access exclusive lock (0 rows)
alter table public.t
    set unlogged,
    alter column c set default nextval('made');

-- rewrites-table: writes public.u again under an access exclusive lock (0 rows)
alter table public.u set logged;

alter sequence public.kept set logged;

alter sequence public.left_over owned by none;

alter sequence public.left_over set logged;

alter sequence public.taken owned by public.t.b;

select setval('public.made', (select max(c) from public.t));

alter sequence public.made owned by public.t.c;

alter sequence public.of_u owned by public.t.a;

create unlogged sequence public.made_too;

select setval('public.made_too', (select max(c) from public.t));

alter sequence public.made_too owned by public.t.c;

commit;
