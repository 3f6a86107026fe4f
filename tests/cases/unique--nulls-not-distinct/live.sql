create table emails (user_id bigint, address text, constraint emails_once unique (user_id, address));
