begin;

alter table public.receipts alter column id add generated always as identity (sequence name public.receipt_numbers start with 5000);

select setval(pg_get_serial_sequence('public.receipts', 'id'), (select max(id) from public.receipts));

commit;
