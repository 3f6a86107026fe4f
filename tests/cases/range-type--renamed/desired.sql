-- trueup: renamed from spans
create type booked as range (subtype = date);
create domain few as booked_multirange check (not isempty(value));
create function total(a booked_multirange, b booked[]) returns booked_multirange language sql as $$ select a $$;
create table bookings (
  id bigint primary key,
  own booked not null,
  more booked_multirange default '{}'::booked_multirange,
  others booked_multirange[],
  few few,
  check (more is null or not (more = '{}'::booked_multirange))
);
comment on column bookings.more is 'other days';
