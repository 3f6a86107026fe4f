begin;

alter type public.job_state rename to job_state_old;

create type public.job_state as enum ('queued', 'done', 'failed');

set local search_path = public;

-- rewrites-table: writes public.jobs again under an access exclusive lock (2
-- rows)
-- blocks-writes: checking public.jobs.jobs_error_of_failed reads public.jobs
-- while writes to it wait (2 rows)
-- may-fail: fails if a row of public.jobs does not satisfy (state = 'failed') =
-- (error is not null)
alter table public.jobs
    alter column state type public.job_state using state::text::public.job_state,
    add constraint jobs_error_of_failed check ((state = 'failed') = (error is not null));

drop type public.job_state_old;

-- blocks-writes: building index public.jobs_failed reads public.jobs while
-- writes to it wait (2 rows)
create index jobs_failed on public.jobs (id) where state = 'failed';

commit;
