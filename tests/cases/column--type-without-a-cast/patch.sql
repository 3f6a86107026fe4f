begin;

set local search_path = public;

-- rewrites-table: writes public.things again under an access exclusive lock (0
-- rows)
alter table public.things
    alter column address type inet using address::inet,
    alter column key type bytea using key::text::bytea,
    alter column flag type smallint using flag::integer::smallint,
    alter column tags type uuid[] using tags::uuid[],
    alter column seen type uuid using seen::text::uuid,
    alter column is_on type boolean using is_on::text::boolean,
    alter column counts type date[] using counts::text[]::date[];

commit;
