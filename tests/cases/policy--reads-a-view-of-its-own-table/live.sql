create table accounts (id integer primary key, tenant_id integer);
alter table accounts enable row level security;
create view tenants as select distinct tenant_id from accounts where tenant_id is not null;
create policy own on accounts for select using (exists (select from tenants t where t.tenant_id = accounts.tenant_id));
create policy read on accounts for update using (tenant_id > 0);

create table prices (id integer, amount numeric, constraint known check (amount > 0));
create function cheap(p prices) returns boolean language sql immutable return p.amount < 10;
create function lowest() returns numeric language sql stable as 'select 1';
alter table prices
    add constraint dear check (not cheap(prices)),
    alter column amount set default lowest();

create table kept (id integer, more integer);
create view sums as select sum(more) from kept;
create function summed() returns bigint language sql stable begin atomic select sum from sums; end;
alter table kept alter column more set default summed();
