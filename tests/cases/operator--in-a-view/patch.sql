begin;

set local search_path = public;

create function public.is_near(integer, integer)
    returns boolean
    language sql
    immutable
as $$select abs($1 - $2) < 10$$;

create operator public.<->> (function = public.is_near, leftarg = integer, rightarg = integer);

-- blocks-writes: checking public.t.near reads public.t while writes to it wait
-- (0 rows)
-- may-fail: fails if a row of public.t does not satisfy a operator(public.<->>)
-- b
alter table public.t
    drop constraint near,
    add constraint near check (a operator(public.<->>) b);

-- blocks-writes: building index public.t_near reads public.t while writes to it
-- wait (0 rows)
create index t_near on public.t ((a operator(public.<->>) b));

create view public.near as
select a, b from public.t where a operator(public.<->>) b;

commit;
