begin;

set local search_path = public;

-- rewrites-table: writes public.t again under an access exclusive lock (0 rows)
-- blocks-writes: building the index of public.t.t_id_during_excl reads public.t
-- while writes to it wait (0 rows)
-- may-fail: fails if rows of public.t exclude each other
alter table public.t
    alter column name type citext using name::citext,
    alter column image type lo using image::text::lo,
    add column during int4range,
    alter column name set default 'a',
    add constraint t_id_during_excl exclude using gist (id with =, during with &&);

create domain public.d as citext;

create function public.f(a citext)
    returns citext
    language sql
as $$ select a $$;

create aggregate public.longest(citext) (sfunc = citext_larger, stype = citext);

-- blocks-writes: building index public.t_name_idx reads public.t while writes
-- to it wait (0 rows)
create index t_name_idx on public.t (name);

create view public.v as
select citext_eq(name, 'b') as same from t where name = 'b';

create trigger kept
    before delete or update on public.t
    for each row
    execute function pg_catalog.lo_manage('image');

commit;
