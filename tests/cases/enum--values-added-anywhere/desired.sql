create type invoice_status as enum ('draft', 'open', 'finalized', 'uncollectible', 'paid', 'void');
create table invoices (id bigint primary key, status invoice_status, history invoice_status[] not null default '{}');
