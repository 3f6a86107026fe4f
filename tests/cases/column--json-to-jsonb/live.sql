create table webhooks (id bigint primary key, body json not null default '{}', headers json[]);
