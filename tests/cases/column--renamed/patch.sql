begin;

alter table public.customers rename column name to full_name;

drop view public.names;

drop trigger touch on public.customers;

-- may-fail: fails if a row of public.customers has more than 200 characters in
-- full_name
-- rewrites-table: writes public.customers again under an access exclusive lock
-- (1 row)
alter table public.customers alter column full_name type character varying(200);

set local search_path = public;

create view public.names as
select id, full_name as name from customers;

create trigger touch
    before update of full_name on public.customers
    for each row
    execute function public.touch();

commit;
