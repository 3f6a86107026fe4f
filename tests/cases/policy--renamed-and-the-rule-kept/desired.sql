create table notes (id bigint primary key);
-- trueup: renamed from "All may read"
create policy everybody on notes for select using (true);
