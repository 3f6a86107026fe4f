begin;

drop trigger sum_up on public.lines;

set local search_path = public;

create trigger sum_up
    after insert on public.lines
    referencing new table as added
    for each statement
    execute function public.sum_up();

create trigger sum_up_again
    after update on public.lines
    referencing old table as gone new table as added
    for each statement
    execute function public.sum_up();

commit;
