create table invoices (id bigint primary key, user_id uuid not null, paid boolean not null default false);
alter table invoices enable row level security;
create policy "Own invoices" on invoices for select to case_authenticated using (user_id = auth.uid());
create policy support on invoices to case_support using (true);
