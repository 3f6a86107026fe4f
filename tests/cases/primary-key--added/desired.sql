create table products (id text primary key, name text);
create table prices (product_id text, currency text, amount bigint, constraint prices_key primary key (product_id, currency) include (amount));
