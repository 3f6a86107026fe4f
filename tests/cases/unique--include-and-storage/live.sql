create table prices (id bigint primary key, lookup_key text unique, amount bigint);
