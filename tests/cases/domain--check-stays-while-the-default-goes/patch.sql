begin;

set local search_path = public;

alter domain public.code drop default;

alter domain public.short drop default;

alter domain public.odd drop default;

alter domain public.odd drop constraint positive;

commit;
