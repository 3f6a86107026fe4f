create table tenants (id bigint, slug text not null unique, constraint tenants_key primary key (id));
create table users (id bigint primary key, tenant_id bigint references tenants);
