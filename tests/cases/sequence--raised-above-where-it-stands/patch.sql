begin;

set local search_path = public;

select setval('public.up', 100, false) from public.up where last_value < 100;

alter sequence public.up minvalue 100 start with 100;

select setval('public.down', -100, false) from public.down where last_value > -100;

alter sequence public.down maxvalue -100 start with -100;

select setval('public.t_id_seq', 5, false) from public.t_id_seq where last_value < 5;

alter table public.t alter column id set minvalue 5 set start with 7;

commit;
