begin;

set local search_path = public;

create or replace function public.touch()
    returns trigger
    language plpgsql
    set search_path to ''
as $$
begin
  new.at := now();
  return new;
end
$$;

create function public.open_invoices(since date default '2026-01-01')
    returns table (id bigint, at timestamp with time zone)
    language sql
    stable security definer rows 10
as $$select i.id, i.at from public.invoices i where not i.closed and i.at > since$$;

create procedure public.close_all()
    language sql
as $$update public.invoices set closed = true$$;

create view public.closed_invoices as
select id from invoices where closed;

create trigger touch
    before update on public.invoices
    for each row
    execute function public.touch();

commit;
