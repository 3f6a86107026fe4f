create table sessions (user_id int4range, starts timestamp, ends timestamp);
