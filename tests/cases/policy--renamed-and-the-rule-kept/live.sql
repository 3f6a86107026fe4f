create table notes (id bigint primary key);
-- trueup: renamed from everybody
create policy "All may read" on notes for select using (true);
