begin;

set local search_path = public;

alter table public.t
    enable row level security,
    force row level security,
    add column after real not null default 1;

alter policy p on public.t
    using (after > 0);

-- drops-data: drops column public.t.before (0 values)
alter table public.t drop column before;

commit;
