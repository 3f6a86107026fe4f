insert into api_keys (secret) values ('old');
