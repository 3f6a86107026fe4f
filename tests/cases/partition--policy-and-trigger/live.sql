create table m (tenant text not null, n int) partition by list (tenant);
create table m_a partition of m for values in ('a');
create function f() returns trigger language plpgsql as $$ begin return new; end $$;
