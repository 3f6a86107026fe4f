-- lacks: VIRTUAL of column public.t.b
-- attribute: column virtual
create table t (a integer, b integer generated always as (a + 1) virtual);

-- lacks: NOT VALID or NO INHERIT of NOT NULL of column public.t.a
-- attribute: column no inherit of not null
create table t (a integer not null no inherit);

-- lacks: NOT VALID or NO INHERIT of NOT NULL of column public.t.a
-- attribute: column validity of not null
create table t (a integer);
alter table t add constraint a_known not null a not valid;

-- lacks: the NOT NULL constraint of comment not-null:public.t.a
create table t (a integer not null);
comment on constraint t_a_not_null on t is 'it is known';

-- lacks: NOT ENFORCED of check public.t.t_a_check
-- attribute: check enforced
create table t (a integer check (a > 0) not enforced);

-- lacks: NOT ENFORCED of foreign key public.t.t_a_fkey
-- attribute: foreign-key enforced
create table s (a integer primary key);
create table t (a integer references s not enforced);

-- lacks: WITHOUT OVERLAPS of unique public.t.t_a_b_key
-- attribute: unique without overlaps
create table t (a int4range, b int4range, unique (a, b without overlaps));

-- lacks: WITHOUT OVERLAPS of primary key public.t.t_pkey
-- attribute: primary-key without overlaps
create table t (a int4range, b int4range, primary key (a, b without overlaps));

-- lacks: PERIOD of foreign key public.t.t_a_b_fkey
-- attribute: foreign-key period
create table s (a int4range, b int4range, primary key (a, b without overlaps));
create table t (a int4range, b int4range, foreign key (a, period b) references s (a, period b));

-- lacks: publish_generated_columns of publication p
-- attribute: publication generated columns
create publication p with (publish_generated_columns = stored);

-- lacks: ON LARGE OBJECTS of default privilege postgres/*/large objects/public/SELECT
alter default privileges grant select on large objects to public;

-- lacks: NOT VALID on a partitioned table of foreign key public.t.t_a_fkey
create table s (a integer primary key);
create table t (a integer) partition by range (a);
alter table t add foreign key (a) references s not valid;

-- forgets: the name a_known of a NOT NULL constraint
-- attribute: column name of the not null constraint
create table t (a integer constraint a_known not null);
