begin;

alter sequence public.receipt_numbers rename to receipts_id_seq;

commit;
