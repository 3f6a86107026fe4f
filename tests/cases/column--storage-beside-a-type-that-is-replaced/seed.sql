insert into parcels values (1, row(1, 'm'), array['low'::level], 'a');
insert into others values (1, row(1, 'm'));
