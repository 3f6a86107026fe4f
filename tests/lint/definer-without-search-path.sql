create function public.f() returns int language sql security definer as $$ select 1 $$; -- found definer-without-search-path
create procedure public.p() language plpgsql security definer as $$ begin end $$; -- found definer-without-search-path
create function public.changed() returns trigger language plpgsql security definer as $$ begin return new; end $$; -- found definer-without-search-path
create function public.other() returns int language sql security definer set work_mem = '8MB' as $$ select 1 $$; -- found definer-without-search-path

create function public.invoker() returns int language sql as $$ select 1 $$;
create function public.with_path() returns int language sql security definer set search_path = '' as $$ select 1 $$;
create function public.altered() returns int language sql security definer as $$ select 1 $$;
alter function public.altered() set search_path = public, pg_temp;
-- The server looks up the names of a parsed body when it makes the function.
create function public.parsed() returns int language sql security definer return 1;
create function public.atomic() returns int language sql security definer begin atomic select 1; end;
