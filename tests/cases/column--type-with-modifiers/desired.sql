create table measures (
  code varchar(20),
  flags bit(6),
  mask bit varying(16),
  amount numeric(12, 2),
  ratio numeric(5, 3),
  day time(6),
  at timestamp(3) with time zone,
  span interval day to second(4),
  letter character(2)
);
