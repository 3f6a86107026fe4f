begin;

create trigger check_body
    before insert on public.events
    for each row
    execute function public.f();

commit;
