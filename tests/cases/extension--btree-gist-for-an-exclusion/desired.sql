create extension btree_gist;
create table bookings (
  room integer not null,
  during tstzrange not null,
  constraint bookings_do_not_overlap exclude using gist (room with =, during with &&)
);
