begin;

set local search_path = public;

alter sequence public.invoice_numbers rename to invoice_number;

commit;
