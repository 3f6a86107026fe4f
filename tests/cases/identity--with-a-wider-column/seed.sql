insert into events (at) values (now()), (now());
