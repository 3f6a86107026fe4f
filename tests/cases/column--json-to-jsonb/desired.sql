create table webhooks (id bigint primary key, body jsonb not null default '{}', headers jsonb[]);
create index webhooks_body on webhooks using gin (body jsonb_path_ops);
