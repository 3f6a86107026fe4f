begin;

alter table public.s alter column id set generated always set start with 5;

create table public.t_new partition of public.t for values from ('2025-01-01') to ('2026-01-01');

create table public.s_new partition of public.s for values from ('2025-01-01') to ('2026-01-01');

alter table public.t alter column id add generated always as identity;

select setval(pg_get_serial_sequence('public.t', 'id'), (select max(id) from public.t));

commit;
