create table invoices (id bigint primary key, user_id uuid not null, paid boolean not null default false);
alter table invoices enable row level security;
create policy "Own invoices" on invoices for select to case_authenticated, case_support using ((select auth.uid()) = user_id);
create policy support on invoices as restrictive for update to case_support using (not paid) with check (paid is not null);
create policy anyone_inserts on invoices for insert to public with check (user_id = auth.uid());
