create domain percentage as numeric(5, 2) constraint percentage_range check (value between 0 and 100);
create table coupons (id bigint primary key, percent_off percentage);
