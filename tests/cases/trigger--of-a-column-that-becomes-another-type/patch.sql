begin;

drop trigger noted on public.orders;

-- rewrites-table: writes public.orders again under an access exclusive lock (0
-- rows)
alter table public.orders alter column size type integer using size::integer;

create trigger noted
    before update of size on public.orders
    for each row
    execute function public.touched();

commit;
