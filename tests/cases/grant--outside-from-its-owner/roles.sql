create role case_landlord;
create role case_tenant;
