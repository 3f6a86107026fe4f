insert into k_clause values (1, 2, 'x', 3);
insert into k_stays values (1, 2, 'x', 3);
insert into m values (2, 2);
