begin;

set local search_path = public;

create or replace function public.f(public.pair)
    returns integer
    language plpgsql
    transform for type public.pair
as $$begin return 1; end$$;

create function public.g()
    returns public.pair
    language plpgsql
    transform for type public.pair
as $$begin return null; end$$;

commit;
