-- trueup: renamed from booked
create type spans as range (subtype = date);
create domain few as spans_multirange check (not isempty(value));
create function total(a spans_multirange, b spans[]) returns spans_multirange language sql as $$ select a $$;
create table bookings (
  id bigint primary key,
  own spans not null,
  more spans_multirange default '{}'::spans_multirange,
  others spans_multirange[],
  few few,
  check (more is null or not (more = '{}'::spans_multirange))
);
comment on column bookings.more is 'other days';
