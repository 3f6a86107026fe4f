begin;

alter table public.invoices enable row level security;

alter table public.ledger force row level security;

commit;
