create role tuned_reader
