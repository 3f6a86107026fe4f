begin;

set local search_path = public;

create or replace function public.note()
    returns text
    language sql
as $body$
  -- a comment; with a semicolon, $$ and 'quotes'
  select 'it''s' || $$ a "text" $$ || E'\t\\' -- trueup: renamed from nothing
$body$;

create function public.plain()
    returns text
    language sql
as $$select 'a'::text;$$;

commit;
