begin;

set local search_path = public;

alter view public.open_items alter column name set default 'new';

create trigger add_item
    instead of insert on public.open_items
    for each row
    execute function public.add_item();

commit;
