begin;

set local search_path = public;

create sequence public.invoice_numbers start with 1000 owned by public.invoices.number;

alter table public.invoices alter column number set default nextval('invoice_numbers');

commit;
