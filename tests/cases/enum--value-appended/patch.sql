begin;

alter type public.subscription_status add value 'past_due';

commit;
