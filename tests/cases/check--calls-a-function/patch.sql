begin;

set local search_path = public;

create function public.is_iban(value text)
    returns boolean
    language sql
    immutable strict
as $$ select value ~ '^[A-Z]{2}\d{2}[A-Z0-9]{11,30}$' $$;

-- blocks-writes: checking public.ibans.ibans_iban_check reads public.ibans
-- while writes to it wait (1 row)
-- may-fail: fails if a row of public.ibans does not satisfy is_iban(iban)
alter table public.ibans add constraint ibans_iban_check check (is_iban(iban));

commit;
