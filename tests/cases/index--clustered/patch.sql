begin;

drop index public.ledger_by_account;

-- blocks-writes: building index public.ledger_by_account reads public.ledger
-- while writes to it wait (0 rows)
create index ledger_by_account on public.ledger (account, at);

commit;
