begin;

set local search_path = public;

create trigger audit
    before update on public.prices
    for each row
    when (new is distinct from old)
    execute function public.audit();

create trigger stars
    before update on public.prices
    for each row
    when (old.* is distinct from new.*)
    execute function public.audit();

commit;
