begin;

set local search_path = public;

alter sequence public.receipt_numbers as integer no maxvalue;

commit;
