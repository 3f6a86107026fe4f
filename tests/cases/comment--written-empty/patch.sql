begin;

comment on table public.t is null;

comment on column public.t.id is null;

commit;
