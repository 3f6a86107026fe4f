insert into events (payload) values ('{"a": 1}');
