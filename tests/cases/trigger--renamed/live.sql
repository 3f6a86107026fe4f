create table t (id bigint);
create function f() returns trigger language plpgsql as $$ begin return null; end $$;
-- trueup: renamed from after_insert
create trigger t_after_insert after insert on t for each row execute function f();
