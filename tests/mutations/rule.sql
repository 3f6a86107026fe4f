create table t (a integer, b integer);
create table log (a integer);

-- mutation: event
create rule r as on insert to t do also insert into log values (new.a);
-- to
create rule r as on update to t do also insert into log values (new.a);

-- mutation: condition
create rule r as on update to t where new.a > 1 do instead nothing;
-- to
create rule r as on update to t where new.a > 2 do instead nothing;

-- mutation: instead
create rule r as on update to t do also insert into log values (new.a);
-- to
create rule r as on update to t do instead insert into log values (new.a);

-- mutation: commands
create rule r as on update to t do also insert into log values (new.a);
-- to
create rule r as on update to t do also (insert into log values (new.a); delete from log);

-- mutation: enabled
create rule r as on update to t do instead nothing;
-- to
create rule r as on update to t do instead nothing;
alter table t disable rule r;
