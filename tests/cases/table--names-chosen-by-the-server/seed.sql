insert into t values (2, 2), (3, 2);
