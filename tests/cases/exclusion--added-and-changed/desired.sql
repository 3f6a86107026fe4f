create table rooms (
  id integer,
  during tsrange,
  canceled boolean,
  constraint no_overlap exclude using gist (during with &&) where (not canceled) deferrable initially deferred
);
create table circles (c circle, exclude using gist (c with &&) with (fillfactor = 90));
