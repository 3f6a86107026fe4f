create role foreign_reader
