insert into coupons values (1, 15), (2, null);
