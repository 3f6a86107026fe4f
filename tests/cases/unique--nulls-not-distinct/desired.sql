create table emails (user_id bigint, address text, constraint emails_once unique nulls not distinct (user_id, address));
