create table ledger (id bigint);
revoke update, delete, truncate on ledger from postgres;
grant select on ledger to public;
grant trigger, references on ledger to case_reader;
