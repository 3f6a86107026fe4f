begin;

alter table public.t not of;

alter type public.pair add attribute c integer;

alter table public.t add column c integer;

alter table public.t of public.pair;

commit;
