create type public.colour as (r integer, g integer, b integer);
create type public.shade as enum ('light', 'dark');
create function public.to_shade(public.colour) returns public.shade language sql immutable as $$select 'dark'::public.shade$$;
create cast (public.colour as public.shade) with function public.to_shade(public.colour);
