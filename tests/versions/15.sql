-- lacks: NULLS NOT DISTINCT of unique public.t.t_a_key
-- attribute: unique nulls not distinct
create table t (a integer unique nulls not distinct);

-- lacks: NULLS NOT DISTINCT of index public.i
-- attribute: index nulls not distinct
create table t (a integer);
create unique index i on t (a) nulls not distinct;

-- lacks: security_invoker of view public.v
-- attribute: view security invoker
create view v with (security_invoker = true) as select 1 as a;

-- lacks: a row filter of publication p
-- attribute: publication row filter
create table t (a integer);
create publication p for table t where (a > 1);

-- lacks: a column list of publication p
-- attribute: publication columns of a table
create table t (a integer, b integer);
create publication p for table t (a);

-- lacks: FOR TABLES IN SCHEMA of publication p
-- attribute: publication schemas
create publication p for tables in schema public;

-- lacks: a column list of ON DELETE of foreign key public.t.t_a_b_fkey
-- attribute: foreign-key columns that deletion sets
create table s (a integer, b integer, primary key (a, b));
create table t (a integer, b integer, foreign key (a, b) references s on delete set null (b));

-- lacks: UNLOGGED of sequence public.s
-- attribute: sequence unlogged
create unlogged sequence s;

-- lacks: a negative scale of column public.t.a
create table t (a numeric(2, -3));

-- lacks: a scale beyond the precision of column public.t.a
create table t (a numeric(3, 5));

-- lacks: two_phase of subscription s
-- attribute: subscription two phase
create subscription s connection 'dbname=elsewhere' publication p with (connect = false, slot_name = none, two_phase);

-- lacks: disable_on_error of subscription s
-- attribute: subscription disable on error
create subscription s connection 'dbname=elsewhere' publication p with (connect = false, slot_name = none, disable_on_error);

-- lacks: a privilege of parameter work_mem
grant set on parameter work_mem to public;

-- lacks: UNLOGGED of identity public.t.a
-- attribute: identity logged apart from its table
create table t (a integer generated always as identity (unlogged));
