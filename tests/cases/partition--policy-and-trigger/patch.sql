begin;

alter table public.m enable row level security;

alter table public.m_a enable row level security;

create table public.m_b partition of public.m for values in ('b');

set local search_path = public;

create trigger t
    after insert or update on public.m
    for each row
    when (new.n > 0)
    execute function public.f();

create policy own on public.m
    using (tenant = current_user);

create policy own on public.m_a for select
    using (n > 0);

commit;
