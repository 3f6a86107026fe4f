create domain percentage as numeric(5, 2) constraint percentage_range check (value > 0 and value <= 100);
create table coupons (id bigint primary key, percent_off percentage);
