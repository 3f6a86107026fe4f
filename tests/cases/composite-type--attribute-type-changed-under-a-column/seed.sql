insert into parcels values (1, (3, 4));
