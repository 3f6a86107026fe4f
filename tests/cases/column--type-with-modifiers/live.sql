create table measures (
  code varchar(10),
  flags bit(4),
  mask bit varying(8),
  amount numeric(10, 2),
  ratio numeric(5),
  day time(3),
  at timestamp(0) with time zone,
  span interval day to second(2),
  letter character(1)
);
