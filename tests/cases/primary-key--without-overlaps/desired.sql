create extension btree_gist;
create table rooms (id int not null, during tstzrange not null, primary key (id, during without overlaps));
create table stays (room int, during tstzrange, unique (room, during without overlaps),
  foreign key (room, period during) references rooms (id, period during));
