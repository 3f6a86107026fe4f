begin;

set local search_path = public;

alter type public.subscription_status add value 'past_due';

commit;
