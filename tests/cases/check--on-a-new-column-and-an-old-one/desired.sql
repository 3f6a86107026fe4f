create table coupons (
  id bigint primary key,
  percent_off integer,
  amount_off bigint,
  constraint one_of_them check (num_nonnulls(percent_off, amount_off) = 1),
  constraint coupons_percent_off_check check (percent_off between 1 and 100)
);
