begin;

alter type public.invoice_status add value 'draft' before 'open';

alter type public.invoice_status add value 'finalized' after 'open';

alter type public.invoice_status add value 'uncollectible' after 'finalized';

alter type public.invoice_status add value 'void';

commit;
