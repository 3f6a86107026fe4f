create access method rows type table handler heap_tableam_handler;
create access method tree type index handler hashhandler;
create access method more type table handler heap_tableam_handler;
create table kept (a integer) using rows;
create table made (a integer) using more;
create materialized view seen using more as select a from made;
comment on access method more is 'rows';
