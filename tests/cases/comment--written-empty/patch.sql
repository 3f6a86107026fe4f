begin;

comment on column public.t.id is null;

comment on table public.t is null;

commit;
