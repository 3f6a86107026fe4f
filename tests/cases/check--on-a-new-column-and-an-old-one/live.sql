create table coupons (id bigint primary key, percent_off integer);
