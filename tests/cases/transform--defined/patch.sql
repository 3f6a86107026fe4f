begin;

set local search_path = public;

create transform for public.pair language plpgsql (from sql with function public.out_of(internal), to sql with function public.into_pair(internal));

comment on transform for public.pair language plpgsql is 'as itself';

commit;
