begin;

alter sequence public.invoice_numbers rename to invoice_number;

commit;
