begin;

alter table public.logs add column level text not null default 'info';

commit;
