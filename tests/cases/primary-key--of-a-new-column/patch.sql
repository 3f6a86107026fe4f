begin;

-- rewrites-table: writes public.logs again under an access exclusive lock (2
-- rows)
-- blocks-writes: building the index of public.logs.logs_pkey reads public.logs
-- while writes to it wait (2 rows)
alter table public.logs
    add column id bigint not null generated always as identity,
    add constraint logs_pkey primary key (id);

-- rewrites-table: writes public.jobs again under an access exclusive lock (2
-- rows)
-- blocks-writes: building the index of public.jobs.jobs_pkey reads public.jobs
-- while writes to it wait (2 rows)
alter table public.jobs
    add column id uuid not null default gen_random_uuid(),
    add constraint jobs_pkey primary key (id);

create sequence public.lines_id_seq;

-- rewrites-table: writes public.lines again under an access exclusive lock (2
-- rows)
-- blocks-writes: building the index of public.lines.lines_pkey reads
-- public.lines while writes to it wait (2 rows)
alter table public.lines
    add column id bigint not null default nextval('public.lines_id_seq'::regclass),
    add constraint lines_pkey primary key (id);

alter sequence public.lines_id_seq owned by public.lines.id;

commit;
