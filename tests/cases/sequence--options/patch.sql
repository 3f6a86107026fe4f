begin;

-- may-fail: fails if public.invoice_numbers stands outside of 10 to 999999 (0
-- rows)
alter sequence public.invoice_numbers increment by 10 minvalue 10 maxvalue 999999 start with 1000 cache 20 cycle;

commit;
