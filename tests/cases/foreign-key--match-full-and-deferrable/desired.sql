create table rates (base text, quote text, primary key (base, quote));
create table conversions (
  base text,
  quote text,
  constraint conversions_rate foreign key (base, quote) references rates (base, quote)
    match full on delete cascade deferrable initially deferred
);
