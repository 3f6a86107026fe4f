create table public.notes (id int, author name);
alter table public.notes enable row level security;
create policy own on public.notes using (author = current_user);
create table public.plain (id int);
alter table public.plain enable row level security;
alter table public.plain force row level security;
create policy own on public.plain using (true);

create view public.all_notes as select id from public.notes; -- found view-bypasses-row-security
grant select on public.all_notes to anon;

-- Through another view that reads as its owner.
create view public.between as select id from public.notes;
create view public.above with (security_invoker = true) as select id from public.between;
create view public.over_between as select id from public.between; -- found view-bypasses-row-security
grant select on public.over_between to authenticated;

create materialized view public.kept as select id from public.notes; -- found view-bypasses-row-security
grant select on public.kept to anon;

create view public.asks with (security_invoker) as select id from public.notes;
grant select on public.asks to anon;

-- Nobody of the API may read it.
create view public.own as select id from public.notes;

-- Forced row security binds the owner too.
create view public.forced as select id from public.plain;
grant select on public.forced to anon;
