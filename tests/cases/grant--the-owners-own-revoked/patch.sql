begin;

revoke update, delete, truncate on public.ledger from postgres;

grant select on public.ledger to public;

grant references, trigger on public.ledger to case_reader;

commit;
