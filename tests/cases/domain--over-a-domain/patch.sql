begin;

set local search_path = public;

create domain public.currency_code as public.code constraint currency_code_check check (value = upper(value));

alter table public.rates add column quote public.currency_code not null default 'USD';

commit;
