create table receipts (
  id bigint generated always as identity (sequence name receipt_numbers start with 5000) primary key
);
