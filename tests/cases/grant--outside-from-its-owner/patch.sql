begin;

revoke usage on schema auth from case_tenant;

grant insert on auth.users to case_landlord;

revoke usage on type auth.mood from case_landlord;

revoke execute on function auth.who() from case_landlord;

revoke usage on language outside_language from case_landlord;

revoke create on schema auth from case_landlord;

revoke usage on sequence auth.s from case_landlord;

revoke usage on foreign server outside_server from case_landlord;

revoke select on auth.users from case_landlord;

revoke all on auth.names from case_landlord;

commit;
