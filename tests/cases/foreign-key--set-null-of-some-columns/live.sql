create table tenants (id bigint primary key);
create table projects (tenant_id bigint references tenants, id bigint, primary key (tenant_id, id));
create table tasks (
  tenant_id bigint not null,
  project_id bigint,
  constraint tasks_project foreign key (tenant_id, project_id) references projects on delete set null
);
