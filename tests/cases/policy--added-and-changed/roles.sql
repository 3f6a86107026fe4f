create role case_authenticated;
create role case_support;
