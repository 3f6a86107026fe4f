create table m (tenant text not null, n int) partition by list (tenant);
create table m_a partition of m for values in ('a');
create table m_b partition of m for values in ('b');
create function f() returns trigger language plpgsql as $$ begin return new; end $$;
create trigger t after insert or update on m for each row when (new.n > 0) execute function f();
alter table m enable row level security;
alter table m_a enable row level security;
create policy own on m using (tenant = current_user);
create policy own on m_a for select using (n > 0);
