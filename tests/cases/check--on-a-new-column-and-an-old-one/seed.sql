insert into coupons values (1, 10);
