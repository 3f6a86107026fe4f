begin;

-- rewrites-table: writes public.settings again under an access exclusive lock
-- (1 row)
alter table public.settings
    alter column enabled drop default,
    alter column enabled type boolean using enabled::boolean,
    alter column seconds type integer using seconds::integer,
    alter column tags type text[] using tags::text[],
    alter column starts_at type timestamp with time zone using starts_at::timestamp with time zone,
    alter column enabled set default false;

commit;
