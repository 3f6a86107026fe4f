begin;

alter domain public.price set default 5;

alter domain public.weight set default 5;

set local search_path = public;

create domain public.size as public.amount default 5 constraint given check (value is not null);

create domain public.length as public.amount;

alter domain public.length drop default;

create domain public.width as public.size default null;

commit;
