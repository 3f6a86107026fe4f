create table receipts (id bigint generated always as identity (sequence name receipt_numbers) primary key, at timestamptz);
