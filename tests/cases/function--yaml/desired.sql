create table invoices (id bigint primary key, closed boolean, at timestamptz);
create function touch() returns trigger language plpgsql set search_path = '' as '
begin
  new.at := now();
  return new;
end
';
create trigger touch before update on invoices for each row execute function touch();
create function open_invoices(since date default '2026-01-01') returns table (id bigint, at timestamptz)
  language sql stable security definer rows 10
  as 'select i.id, i.at from public.invoices i where not i.closed and i.at > since';
create procedure close_all() language sql as 'update public.invoices set closed = true';
create view closed_invoices as select id from invoices where closed;
