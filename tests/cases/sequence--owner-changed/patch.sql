begin;

alter sequence public.numbers owned by public.receipts.number;

-- drops-data: drops table public.invoices (0 rows)
drop table public.invoices;

commit;
