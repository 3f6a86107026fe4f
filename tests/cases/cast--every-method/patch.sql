begin;

drop cast (public.colour as public.shade);

create type public.tone as (r integer, g integer, b integer);

set local search_path = public;

create function public.to_tone(public.colour, integer, boolean)
    returns public.tone
    language sql
    immutable
as $$select ($1.r, $1.g, $1.b)::public.tone$$;

create cast (public.colour as public.shade) with function public.to_shade(public.colour) as assignment;

create cast (public.colour as public.tone) with function public.to_tone(public.colour, integer, boolean) as implicit;

create cast (public.shade as bigint) with inout;

create cast (public.tone as public.colour) with inout as assignment;

comment on cast (public.colour as public.tone) is 'nearly the same';

commit;
