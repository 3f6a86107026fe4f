create access method other_heap type table handler heap_tableam_handler;
create table changed (id integer primary key, a integer);
create index changed_a on changed (a);
create view over_changed as select a from changed;
create table back (id integer) using other_heap;
create materialized view seen using other_heap as select id from back;
create table same (id integer) using other_heap;
