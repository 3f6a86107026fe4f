alter table projects alter column title type varchar(200);
drop index projects_by_title;
create index projects_by_account on projects (account_id, created_at);
alter type plan add value 'enterprise';
