begin;

alter table public.t owner to owner_after;

alter table public.t add column b integer;

commit;
