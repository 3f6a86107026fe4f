begin;

drop view public.open_tickets;

create type public.digit as enum ('0', '1');

set local search_path = public;

-- may-fail: fails if a row of public.tickets holds 'lost', which public.phase
-- does not have (0 rows)
-- rewrites-table: writes public.tickets again under an access exclusive lock (2
-- rows)
alter table public.tickets
    alter column earlier drop default,
    alter column state drop default,
    alter column state type public.phase using state::text::public.phase,
    alter column earlier type public.phase[] using earlier::text[]::public.phase[],
    alter column rank type public.digit using rank::text::public.digit,
    alter column label type public.phase using label::public.phase,
    alter column state set default 'new',
    alter column earlier set default '{new}';

create view public.open_tickets as
select id from tickets where state = 'open';

commit;
