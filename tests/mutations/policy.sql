create table t (a integer);

-- mutation: command
create policy p on t for select using (true);
-- to
create policy p on t for delete using (true);

-- mutation: restrictive
create policy p on t using (true);
-- to
create policy p on t as restrictive using (true);

-- mutation: roles
create policy p on t using (true);
-- to
create policy p on t to mutation_a using (true);

-- mutation: using
create policy p on t using (a > 0);
-- to
create policy p on t using (a > 1);

-- mutation: using
create policy p on t for update using (a > 0) with check (a > 0);
-- to
create policy p on t for update with check (a > 0);

-- mutation: with check
create policy p on t using (a > 0);
-- to
create policy p on t using (a > 0) with check (a > 1);
