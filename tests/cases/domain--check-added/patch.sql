begin;

set local search_path = public;

-- blocks-writes: checking public.email against email_check reads
-- public.customers while writes to it wait (1 row)
-- may-fail: fails if a row of public.customers violates email_check
alter domain public.email add constraint email_check check (value ~ '^[^@]+@[^@]+$');

commit;
