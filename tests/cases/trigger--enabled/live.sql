create table t (id bigint);
create function f() returns trigger language plpgsql as $$ begin return null; end $$;
create trigger t1 after insert on t for each row execute function f();
create trigger t2 after insert on t for each row execute function f();
create trigger t3 after insert on t for each row execute function f();
alter table t disable trigger t3;
