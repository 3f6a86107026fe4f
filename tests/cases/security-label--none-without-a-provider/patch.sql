begin;

alter table public.t add column b integer;

comment on column public.t.b is 'no label provider is loaded, so that there is nothing else to read';

commit;
