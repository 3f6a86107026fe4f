create table public.notes (id int, author name);
create policy own on public.notes using (author = current_user); -- found policy-without-row-security

create table public.later (id int);
create policy own on public.later using (true);
alter table public.later enable row level security;

create table public.taken (id int);
alter table public.taken enable row level security;
create policy own on public.taken using (true); -- found policy-without-row-security
alter table public.taken disable row level security;

-- Whether that of a table of others is on, no file says.
create policy "Own folder" on storage.objects for select to authenticated using (owner = auth.uid());
