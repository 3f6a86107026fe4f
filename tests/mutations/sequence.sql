create table t (a integer, b integer);

-- mutation: type
create sequence s as integer maxvalue 100;
-- to
create sequence s as bigint maxvalue 100;

-- mutation: increment
create sequence s;
-- to
create sequence s increment 2;

-- mutation: minimum
create sequence s start 5;
-- to
create sequence s minvalue 2 start 5;

-- mutation: maximum
create sequence s;
-- to
create sequence s maxvalue 100;

-- mutation: start
create sequence s;
-- to
create sequence s start 7;

-- mutation: cache
create sequence s;
-- to
create sequence s cache 10;

-- mutation: cycle
create sequence s;
-- to
create sequence s cycle;

-- mutation: unlogged
create sequence s;
-- to
create unlogged sequence s;

-- mutation: owned by
create sequence s owned by t.a;
-- to
create sequence s owned by t.b;
