create access method rows type table handler heap_tableam_handler;
create access method tree type index handler bthandler;
create table kept (a integer) using rows;
create table gone (a integer) using rows;


comment on access method tree is 'as btree';
