create table prices (
  id bigint primary key,
  lookup_key text,
  amount bigint,
  constraint prices_lookup_key_key unique (lookup_key) include (amount) with (fillfactor = 80)
);
