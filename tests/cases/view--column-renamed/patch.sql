begin;

comment on column public.v.a is null;

set local search_path = public;

alter view public.v rename column a to id;

alter view public.v rename column c to next;

comment on column public.v.id is 'the first';

commit;
