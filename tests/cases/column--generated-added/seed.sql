insert into order_lines values (2, 50);
