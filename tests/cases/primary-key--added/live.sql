create table products (id text, name text);
create table prices (product_id text, currency text, amount bigint);
