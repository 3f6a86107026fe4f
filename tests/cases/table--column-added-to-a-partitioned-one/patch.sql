begin;

set local search_path = public;

alter table public.logs add column level text not null default 'info';

commit;
