begin;

-- blocks-writes: building the index of public.emails.emails_once reads
-- public.emails while writes to it wait (2 rows)
-- may-fail: fails if rows of public.emails have the same user_id, address (0
-- rows)
alter table public.emails
    drop constraint emails_once,
    add constraint emails_once unique nulls not distinct (user_id, address);

commit;
