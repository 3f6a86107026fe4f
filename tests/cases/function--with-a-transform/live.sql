create type public.pair as (a integer, b integer);
create function public.out_of(internal) returns internal language internal immutable as 'prsd_lextype';
create function public.into_pair(internal) returns public.pair language internal immutable as 'prsd_lextype';
create transform for public.pair language plpgsql (
    from sql with function public.out_of(internal),
    to sql with function public.into_pair(internal)
);
create function public.f(public.pair) returns integer language plpgsql as $$begin return 1; end$$;
