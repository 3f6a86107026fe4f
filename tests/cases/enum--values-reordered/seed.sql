insert into alerts values (1, 'high', '{low,high}'), (2, 'medium', default);
