begin;

revoke select on public.invoices from case_reader;

revoke delete, truncate, references, trigger, maintain on public.invoices from case_writer;

grant select, insert, update on public.invoices to case_writer with grant option;

grant select (id, total), update (note) on public.invoices to case_reader;

grant select on sequence public.invoices_id_seq to case_writer;

commit;
