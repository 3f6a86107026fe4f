create extension btree_gist;
create table rooms (id int not null, during tstzrange not null);
create table stays (room int, during tstzrange);
