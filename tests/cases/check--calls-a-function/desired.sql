create function is_iban(value text) returns boolean language sql immutable strict
  as $$ select value ~ '^[A-Z]{2}\d{2}[A-Z0-9]{11,30}$' $$;
create table ibans (iban text check (is_iban(iban)));
