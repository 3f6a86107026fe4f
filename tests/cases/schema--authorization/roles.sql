create role case_billing;
