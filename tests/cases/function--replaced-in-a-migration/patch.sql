begin;

alter table public.t enable row level security;

set local search_path = public;

create function public.touch()
    returns trigger
    language plpgsql
as $$ begin new.at := now(); return new; end $$;

create trigger touch
    before insert or update on public.t
    for each row
    execute function public.touch();

create policy nobody on public.t
    using (id < 0);

commit;
