begin;

alter table public.customers alter column id add generated always as identity;

select setval(pg_get_serial_sequence('public.customers', 'id'), (select max(id) from public.customers));

commit;
