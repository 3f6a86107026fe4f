create table receipts (id bigint generated always as identity primary key, at timestamptz);
