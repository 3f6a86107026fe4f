insert into profiles values ('00000000-0000-0000-0000-00000000000a', 'Ann');
