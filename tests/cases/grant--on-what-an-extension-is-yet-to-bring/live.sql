create schema brought;
