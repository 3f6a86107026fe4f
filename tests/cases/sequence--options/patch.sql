begin;

set local search_path = public;

select setval('public.invoice_numbers', 10, false) from public.invoice_numbers where last_value < 10;

-- may-fail: fails if public.invoice_numbers has come past 999999 (0 rows)
alter sequence public.invoice_numbers increment by 10 minvalue 10 maxvalue 999999 start with 1000 cache 20 cycle;

commit;
