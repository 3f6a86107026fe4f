begin;

set local search_path = public;

create or replace trigger audit
    after update on public.prices
    for each row
    when (old.amount is distinct from new.amount and (new.note is null or new.note <> 'silent'))
    execute function public.audit();

commit;
