begin;

create sequence public.invoice_numbers start with 1000 owned by public.invoices.number;

set local search_path = public;

alter table public.invoices alter column number set default nextval('invoice_numbers');

commit;
