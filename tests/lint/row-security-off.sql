-- Granted to a role of the API.
create table public.open (id int); -- found row-security-off
grant select on public.open to anon;

create table public.by_column (id int, name text); -- found row-security-off
grant update (name) on public.by_column to authenticated;

-- PUBLIC holds for the roles of the API too.
create table public.wide (id int); -- found row-security-off
grant select on public.wide to public; -- found grant-to-public

-- A partition is read by its name; row security of the table above does not hold there.
create table public.log (at date) partition by range (at);
alter table public.log enable row level security;
create policy p on public.log for select to anon using (true);
create table public.log_2026 partition of public.log for values from ('2026-01-01') to ('2027-01-01'); -- found row-security-off
create table public.log_2027 partition of public.log for values from ('2027-01-01') to ('2028-01-01');
grant select on public.log, public.log_2026 to anon;

-- Nobody whom row security binds may read these.
create table public.own (id int);
create table public.kept (id int);
grant all on public.kept to postgres;

-- Only the API's schemas are shown.
create schema private;
create table private.t (id int);
grant select on private.t to anon;

-- It is on.
create table public.closed (id int);
alter table public.closed enable row level security;
create policy p on public.closed for select to anon using (id > 0);
grant select on public.closed to anon;

-- What may be called but not read is no table's matter.
create table public.called (id int);
grant references, trigger on public.called to anon;
