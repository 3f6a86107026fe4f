insert into coupons values (1);
