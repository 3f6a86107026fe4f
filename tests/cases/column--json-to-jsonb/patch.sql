begin;

-- rewrites-table: writes public.webhooks again under an access exclusive lock
-- (1 row)
alter table public.webhooks
    alter column body drop default,
    alter column body type jsonb,
    alter column headers type jsonb[],
    alter column body set default '{}';

set local search_path = public;

-- blocks-writes: building index public.webhooks_body reads public.webhooks
-- while writes to it wait (1 row)
create index webhooks_body on public.webhooks using gin (body jsonb_path_ops);

commit;
