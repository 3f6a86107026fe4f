create domain code as text check (length(value) = 3);
create domain currency_code as code check (value = upper(value));
create table rates (code code primary key, quote currency_code not null default 'USD');
