-- lacks: the INHERIT option of membership group_a.member_a
-- attribute: membership inherit option
create role group_a;
create role member_a;
grant group_a to member_a with inherit false;

-- lacks: the SET option of membership group_b.member_b
-- attribute: membership set option
create role group_b;
create role member_b;
grant group_b to member_b with set false;

-- lacks: TRUNCATE on a foreign table of trigger public.t.e
create foreign data wrapper w;
create server s foreign data wrapper w;
create foreign table t (a integer) server s;
create function f() returns trigger language plpgsql as 'begin return null; end';
create trigger e before truncate on t execute function f();

-- lacks: RULES of a collation of collation public.c
-- attribute: collation rules
create collation c (provider = icu, locale = 'und', rules = '&a < g');

-- lacks: STREAMING = parallel of subscription s
create subscription s connection 'dbname=elsewhere' publication p with (connect = false, slot_name = none, streaming = parallel);

-- lacks: password_required of subscription s
-- attribute: subscription password required
create subscription s connection 'dbname=elsewhere password=x' publication p with (connect = false, slot_name = none, password_required = false);

-- lacks: run_as_owner of subscription s
-- attribute: subscription run as owner
create subscription s connection 'dbname=elsewhere' publication p with (connect = false, slot_name = none, run_as_owner);

-- lacks: origin of subscription s
-- attribute: subscription origin
create subscription s connection 'dbname=elsewhere' publication p with (connect = false, slot_name = none, origin = none);
