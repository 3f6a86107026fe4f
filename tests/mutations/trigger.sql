create table t (a integer, b integer);
create table u (a integer);
create function f() returns trigger language plpgsql as 'begin return null; end';
create function g() returns trigger language plpgsql as 'begin return null; end';

-- mutation: timing
create trigger x before insert on t for each row execute function f();
-- to
create trigger x after insert on t for each row execute function f();

-- mutation: events
create trigger x before insert on t for each row execute function f();
-- to
create trigger x before insert or delete on t for each row execute function f();

-- mutation: columns
create trigger x before update on t for each row execute function f();
-- to
create trigger x before update of a on t for each row execute function f();

-- mutation: for each
create trigger x before insert on t for each row execute function f();
-- to
create trigger x before insert on t for each statement execute function f();

-- mutation: transition tables
create trigger x after update on t referencing old table as old_rows for each statement execute function f();
-- to
create trigger x after update on t referencing new table as new_rows for each statement execute function f();

-- mutation: condition
create trigger x before insert on t for each row when (new.a > 0) execute function f();
-- to
create trigger x before insert on t for each row when (new.a > 1) execute function f();

-- mutation: function
create trigger x before insert on t for each row execute function f();
-- to
create trigger x before insert on t for each row execute function g();

-- mutation: arguments
create trigger x before insert on t for each row execute function f('one');
-- to
create trigger x before insert on t for each row execute function f('one', 'two');

-- mutation: constraint
create trigger x after insert on t for each row execute function f();
-- to
create constraint trigger x after insert on t for each row execute function f();

-- mutation: deferral
create constraint trigger x after insert on t deferrable for each row execute function f();
-- to
create constraint trigger x after insert on t deferrable initially deferred for each row execute function f();

-- mutation: referenced table
create constraint trigger x after insert on t for each row execute function f();
-- to
create constraint trigger x after insert on t from u for each row execute function f();

-- mutation: enabled
create trigger x before insert on t for each row execute function f();
-- to
create trigger x before insert on t for each row execute function f();
alter table t disable trigger x;

-- mutation: enabled
create trigger x before insert on t for each row execute function f();
alter table t enable replica trigger x;
-- to
create trigger x before insert on t for each row execute function f();
alter table t enable always trigger x;
