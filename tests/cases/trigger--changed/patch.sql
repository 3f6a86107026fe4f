begin;

drop trigger once on public.orders;

drop trigger touch on public.orders;

set local search_path = public;

create trigger touch
    before insert or update of status, total on public.orders
    for each row
    when (new.total > 0)
    execute function public.touch('strict', 'it''s');

create trigger once
    after insert on public.orders
    for each row
    execute function public.touch();

commit;
