begin;

alter sequence public.receipt_numbers as integer no maxvalue;

commit;
