insert into sessions values ('00000000-0000-0000-0000-000000000001', '{"a": 1}');
