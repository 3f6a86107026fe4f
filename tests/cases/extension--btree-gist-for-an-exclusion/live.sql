create table bookings (room integer not null, during tstzrange not null);
