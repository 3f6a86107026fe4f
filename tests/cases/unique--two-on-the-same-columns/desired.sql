create table codes (code text, constraint codes_code_key unique (code), constraint codes_second unique (code) deferrable);
