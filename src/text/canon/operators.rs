//! The built-in operators that expressions of schemas use: operator, result, and the operands' types.
//!
//! Follows `pg_operator`, with every built-in operator of each name, so that the choice among them is the server's.

/// Rows of operator, result type, and pairs of operand types; a prefix operator has one operand.
pub const OPERATORS: &[(&str, &str, &str)] = &[
    ("!~", "bool", "bpchar,text name,text text,text"),
    ("!~*", "bool", "bpchar,text name,text text,text"),
    ("!~~", "bool", "bpchar,text bytea,bytea name,text text,text"),
    ("!~~*", "bool", "bpchar,text name,text text,text"),
    ("#", "bit", "bit,bit"),
    ("#", "box", "box,box"),
    ("#", "int2", "int2,int2"),
    ("#", "int4", "int4,int4"),
    ("#", "int8", "int8,int8"),
    ("#", "point", "line,line lseg,lseg"),
    ("#-", "jsonb", "jsonb,_text"),
    ("#>", "json", "json,_text"),
    ("#>", "jsonb", "jsonb,_text"),
    ("#>>", "text", "json,_text jsonb,_text"),
    ("%", "int2", "int2,int2"),
    ("%", "int4", "int4,int4"),
    ("%", "int8", "int8,int8"),
    ("%", "numeric", "numeric,numeric"),
    ("&", "bit", "bit,bit"),
    ("&", "inet", "inet,inet"),
    ("&", "int2", "int2,int2"),
    ("&", "int4", "int4,int4"),
    ("&", "int8", "int8,int8"),
    ("&", "macaddr", "macaddr,macaddr"),
    ("&", "macaddr8", "macaddr8,macaddr8"),
    (
        "&&",
        "bool",
        "anyarray,anyarray anymultirange,anymultirange anymultirange,anyrange anyrange,anymultirange \
         anyrange,anyrange box,box circle,circle inet,inet polygon,polygon",
    ),
    ("&&", "tsquery", "tsquery,tsquery"),
    ("*", "anymultirange", "anymultirange,anymultirange"),
    ("*", "anyrange", "anyrange,anyrange"),
    ("*", "box", "box,point"),
    ("*", "circle", "circle,point"),
    ("*", "float4", "float4,float4"),
    ("*", "float8", "float4,float8 float8,float4 float8,float8"),
    ("*", "int2", "int2,int2"),
    ("*", "int4", "int2,int4 int4,int2 int4,int4"),
    (
        "*",
        "int8",
        "int2,int8 int4,int8 int8,int2 int8,int4 int8,int8",
    ),
    ("*", "interval", "float8,interval interval,float8"),
    (
        "*",
        "money",
        "float4,money float8,money int2,money int4,money int8,money money,float4 money,float8 money,int2 \
         money,int4 money,int8",
    ),
    ("*", "numeric", "numeric,numeric"),
    ("*", "path", "path,point"),
    ("*", "point", "point,point"),
    ("+", "_aclitem", "_aclitem,aclitem"),
    ("+", "anymultirange", "anymultirange,anymultirange"),
    ("+", "anyrange", "anyrange,anyrange"),
    ("+", "box", "box,point"),
    ("+", "circle", "circle,point"),
    ("+", "date", "date,int4 int4,date"),
    ("+", "float4", "float4,float4"),
    ("+", "float8", "float4,float8 float8,float4 float8,float8"),
    ("+", "inet", "inet,int8 int8,inet"),
    ("+", "int2", "int2,int2"),
    ("+", "int4", "int2,int4 int4,int2 int4,int4"),
    (
        "+",
        "int8",
        "int2,int8 int4,int8 int8,int2 int8,int4 int8,int8",
    ),
    ("+", "interval", "interval,interval"),
    ("+", "money", "money,money"),
    ("+", "numeric", "numeric,numeric"),
    ("+", "path", "path,path path,point"),
    ("+", "pg_lsn", "numeric,pg_lsn pg_lsn,numeric"),
    ("+", "point", "point,point"),
    ("+", "time", "interval,time time,interval"),
    (
        "+",
        "timestamp",
        "date,interval date,time interval,date interval,timestamp time,date timestamp,interval",
    ),
    (
        "+",
        "timestamptz",
        "date,timetz interval,timestamptz timestamptz,interval timetz,date",
    ),
    ("+", "timetz", "interval,timetz timetz,interval"),
    ("-", "_aclitem", "_aclitem,aclitem"),
    ("-", "anymultirange", "anymultirange,anymultirange"),
    ("-", "anyrange", "anyrange,anyrange"),
    ("-", "box", "box,point"),
    ("-", "circle", "circle,point"),
    ("-", "date", "date,int4"),
    ("-", "float4", "float4,float4"),
    ("-", "float8", "float4,float8 float8,float4 float8,float8"),
    ("-", "inet", "inet,int8"),
    ("-", "int2", "int2,int2"),
    ("-", "int4", "date,date int2,int4 int4,int2 int4,int4"),
    (
        "-",
        "int8",
        "inet,inet int2,int8 int4,int8 int8,int2 int8,int4 int8,int8",
    ),
    (
        "-",
        "interval",
        "interval,interval time,time timestamp,timestamp timestamptz,timestamptz",
    ),
    ("-", "jsonb", "jsonb,_text jsonb,int4 jsonb,text"),
    ("-", "money", "money,money"),
    ("-", "numeric", "numeric,numeric pg_lsn,pg_lsn"),
    ("-", "path", "path,point"),
    ("-", "pg_lsn", "pg_lsn,numeric"),
    ("-", "point", "point,point"),
    ("-", "time", "time,interval"),
    ("-", "timestamp", "date,interval timestamp,interval"),
    ("-", "timestamptz", "timestamptz,interval"),
    ("-", "timetz", "timetz,interval"),
    ("->", "json", "json,int4 json,text"),
    ("->", "jsonb", "jsonb,int4 jsonb,text"),
    ("->>", "text", "json,int4 json,text jsonb,int4 jsonb,text"),
    (
        "-|-",
        "bool",
        "anymultirange,anymultirange anymultirange,anyrange anyrange,anymultirange anyrange,anyrange",
    ),
    ("/", "box", "box,point"),
    ("/", "circle", "circle,point"),
    ("/", "float4", "float4,float4"),
    (
        "/",
        "float8",
        "float4,float8 float8,float4 float8,float8 money,money",
    ),
    ("/", "int2", "int2,int2"),
    ("/", "int4", "int2,int4 int4,int2 int4,int4"),
    (
        "/",
        "int8",
        "int2,int8 int4,int8 int8,int2 int8,int4 int8,int8",
    ),
    ("/", "interval", "interval,float8"),
    (
        "/",
        "money",
        "money,float4 money,float8 money,int2 money,int4 money,int8",
    ),
    ("/", "numeric", "numeric,numeric"),
    ("/", "path", "path,point"),
    ("/", "point", "point,point"),
    (
        "<",
        "bool",
        "anyarray,anyarray anyenum,anyenum anymultirange,anymultirange anyrange,anyrange bit,bit \
         bool,bool box,box bpchar,bpchar bytea,bytea char,char circle,circle date,date date,timestamp \
         date,timestamptz float4,float4 float4,float8 float8,float4 float8,float8 inet,inet int2,int2 \
         int2,int4 int2,int8 int4,int2 int4,int4 int4,int8 int8,int2 int8,int4 int8,int8 \
         interval,interval jsonb,jsonb lseg,lseg macaddr,macaddr macaddr8,macaddr8 money,money name,name \
         name,text numeric,numeric oid,oid oidvector,oidvector path,path pg_lsn,pg_lsn record,record \
         text,name text,text tid,tid time,time timestamp,date timestamp,timestamp timestamp,timestamptz \
         timestamptz,date timestamptz,timestamp timestamptz,timestamptz timetz,timetz tsquery,tsquery \
         tsvector,tsvector uuid,uuid varbit,varbit xid8,xid8",
    ),
    ("<<", "bit", "bit,int4"),
    (
        "<<",
        "bool",
        "anymultirange,anymultirange anymultirange,anyrange anyrange,anymultirange anyrange,anyrange \
         box,box circle,circle inet,inet point,point polygon,polygon",
    ),
    ("<<", "int2", "int2,int4"),
    ("<<", "int4", "int4,int4"),
    ("<<", "int8", "int8,int4"),
    (
        "<=",
        "bool",
        "anyarray,anyarray anyenum,anyenum anymultirange,anymultirange anyrange,anyrange bit,bit \
         bool,bool box,box bpchar,bpchar bytea,bytea char,char circle,circle date,date date,timestamp \
         date,timestamptz float4,float4 float4,float8 float8,float4 float8,float8 inet,inet int2,int2 \
         int2,int4 int2,int8 int4,int2 int4,int4 int4,int8 int8,int2 int8,int4 int8,int8 \
         interval,interval jsonb,jsonb lseg,lseg macaddr,macaddr macaddr8,macaddr8 money,money name,name \
         name,text numeric,numeric oid,oid oidvector,oidvector path,path pg_lsn,pg_lsn record,record \
         text,name text,text tid,tid time,time timestamp,date timestamp,timestamp timestamp,timestamptz \
         timestamptz,date timestamptz,timestamp timestamptz,timestamptz timetz,timetz tsquery,tsquery \
         tsvector,tsvector uuid,uuid varbit,varbit xid8,xid8",
    ),
    (
        "<>",
        "bool",
        "anyarray,anyarray anyenum,anyenum anymultirange,anymultirange anyrange,anyrange bit,bit \
         bool,bool bpchar,bpchar bytea,bytea char,char circle,circle date,date date,timestamp \
         date,timestamptz float4,float4 float4,float8 float8,float4 float8,float8 inet,inet int2,int2 \
         int2,int4 int2,int8 int4,int2 int4,int4 int4,int8 int8,int2 int8,int4 int8,int8 \
         interval,interval jsonb,jsonb lseg,lseg macaddr,macaddr macaddr8,macaddr8 money,money name,name \
         name,text numeric,numeric oid,oid oidvector,oidvector pg_lsn,pg_lsn point,point record,record \
         text,name text,text tid,tid time,time timestamp,date timestamp,timestamp timestamp,timestamptz \
         timestamptz,date timestamptz,timestamp timestamptz,timestamptz timetz,timetz tsquery,tsquery \
         tsvector,tsvector uuid,uuid varbit,varbit xid,int4 xid,xid xid8,xid8",
    ),
    (
        "<@",
        "bool",
        "anyarray,anyarray anyelement,anymultirange anyelement,anyrange anymultirange,anymultirange \
         anymultirange,anyrange anyrange,anymultirange anyrange,anyrange box,box circle,circle \
         jsonb,jsonb lseg,box lseg,line point,box point,circle point,line point,lseg point,path \
         point,polygon polygon,polygon tsquery,tsquery",
    ),
    (
        "=",
        "bool",
        "aclitem,aclitem anyarray,anyarray anyenum,anyenum anymultirange,anymultirange anyrange,anyrange \
         bit,bit bool,bool box,box bpchar,bpchar bytea,bytea char,char cid,cid circle,circle date,date \
         date,timestamp date,timestamptz float4,float4 float4,float8 float8,float4 float8,float8 \
         inet,inet int2,int2 int2,int4 int2,int8 int4,int2 int4,int4 int4,int8 int8,int2 int8,int4 \
         int8,int8 interval,interval jsonb,jsonb line,line lseg,lseg macaddr,macaddr macaddr8,macaddr8 \
         money,money name,name name,text numeric,numeric oid,oid oidvector,oidvector path,path \
         pg_lsn,pg_lsn record,record text,name text,text tid,tid time,time timestamp,date \
         timestamp,timestamp timestamp,timestamptz timestamptz,date timestamptz,timestamp \
         timestamptz,timestamptz timetz,timetz tsquery,tsquery tsvector,tsvector uuid,uuid varbit,varbit \
         xid,int4 xid,xid xid8,xid8",
    ),
    (
        ">",
        "bool",
        "anyarray,anyarray anyenum,anyenum anymultirange,anymultirange anyrange,anyrange bit,bit \
         bool,bool box,box bpchar,bpchar bytea,bytea char,char circle,circle date,date date,timestamp \
         date,timestamptz float4,float4 float4,float8 float8,float4 float8,float8 inet,inet int2,int2 \
         int2,int4 int2,int8 int4,int2 int4,int4 int4,int8 int8,int2 int8,int4 int8,int8 \
         interval,interval jsonb,jsonb lseg,lseg macaddr,macaddr macaddr8,macaddr8 money,money name,name \
         name,text numeric,numeric oid,oid oidvector,oidvector path,path pg_lsn,pg_lsn record,record \
         text,name text,text tid,tid time,time timestamp,date timestamp,timestamp timestamp,timestamptz \
         timestamptz,date timestamptz,timestamp timestamptz,timestamptz timetz,timetz tsquery,tsquery \
         tsvector,tsvector uuid,uuid varbit,varbit xid8,xid8",
    ),
    (
        ">=",
        "bool",
        "anyarray,anyarray anyenum,anyenum anymultirange,anymultirange anyrange,anyrange bit,bit \
         bool,bool box,box bpchar,bpchar bytea,bytea char,char circle,circle date,date date,timestamp \
         date,timestamptz float4,float4 float4,float8 float8,float4 float8,float8 inet,inet int2,int2 \
         int2,int4 int2,int8 int4,int2 int4,int4 int4,int8 int8,int2 int8,int4 int8,int8 \
         interval,interval jsonb,jsonb lseg,lseg macaddr,macaddr macaddr8,macaddr8 money,money name,name \
         name,text numeric,numeric oid,oid oidvector,oidvector path,path pg_lsn,pg_lsn record,record \
         text,name text,text tid,tid time,time timestamp,date timestamp,timestamp timestamp,timestamptz \
         timestamptz,date timestamptz,timestamp timestamptz,timestamptz timetz,timetz tsquery,tsquery \
         tsvector,tsvector uuid,uuid varbit,varbit xid8,xid8",
    ),
    (">>", "bit", "bit,int4"),
    (
        ">>",
        "bool",
        "anymultirange,anymultirange anymultirange,anyrange anyrange,anymultirange anyrange,anyrange \
         box,box circle,circle inet,inet point,point polygon,polygon",
    ),
    (">>", "int2", "int2,int4"),
    (">>", "int4", "int4,int4"),
    (">>", "int8", "int8,int4"),
    ("?", "bool", "jsonb,text"),
    ("?&", "bool", "jsonb,_text"),
    ("?|", "bool", "jsonb,_text point,point"),
    (
        "@>",
        "bool",
        "_aclitem,aclitem anyarray,anyarray anymultirange,anyelement anymultirange,anymultirange \
         anymultirange,anyrange anyrange,anyelement anyrange,anymultirange anyrange,anyrange box,box \
         box,point circle,circle circle,point jsonb,jsonb path,point polygon,point polygon,polygon \
         tsquery,tsquery",
    ),
    ("@?", "bool", "jsonb,jsonpath"),
    (
        "@@",
        "bool",
        "jsonb,jsonpath text,text text,tsquery tsquery,tsvector tsvector,tsquery",
    ),
    ("^", "float8", "float8,float8"),
    ("^", "numeric", "numeric,numeric"),
    ("^@", "bool", "text,text"),
    ("prefix #", "int4", "path polygon"),
    ("prefix +", "float4", "float4"),
    ("prefix +", "float8", "float8"),
    ("prefix +", "int2", "int2"),
    ("prefix +", "int4", "int4"),
    ("prefix +", "int8", "int8"),
    ("prefix +", "numeric", "numeric"),
    ("prefix -", "float4", "float4"),
    ("prefix -", "float8", "float8"),
    ("prefix -", "int2", "int2"),
    ("prefix -", "int4", "int4"),
    ("prefix -", "int8", "int8"),
    ("prefix -", "interval", "interval"),
    ("prefix -", "numeric", "numeric"),
    ("prefix ?|", "bool", "line lseg"),
    ("prefix @", "float4", "float4"),
    ("prefix @", "float8", "float8"),
    ("prefix @", "int2", "int2"),
    ("prefix @", "int4", "int4"),
    ("prefix @", "int8", "int8"),
    ("prefix @", "numeric", "numeric"),
    ("prefix @@", "point", "box circle lseg polygon"),
    ("prefix |/", "float8", "float8"),
    ("prefix ||/", "float8", "float8"),
    ("prefix ~", "bit", "bit"),
    ("prefix ~", "inet", "inet"),
    ("prefix ~", "int2", "int2"),
    ("prefix ~", "int4", "int4"),
    ("prefix ~", "int8", "int8"),
    ("prefix ~", "macaddr", "macaddr"),
    ("prefix ~", "macaddr8", "macaddr8"),
    ("|", "bit", "bit,bit"),
    ("|", "inet", "inet,inet"),
    ("|", "int2", "int2,int2"),
    ("|", "int4", "int4,int4"),
    ("|", "int8", "int8,int8"),
    ("|", "macaddr", "macaddr,macaddr"),
    ("|", "macaddr8", "macaddr8,macaddr8"),
    (
        "||",
        "anycompatiblearray",
        "anycompatible,anycompatiblearray anycompatiblearray,anycompatible \
         anycompatiblearray,anycompatiblearray",
    ),
    ("||", "bytea", "bytea,bytea"),
    ("||", "jsonb", "jsonb,jsonb"),
    ("||", "text", "anynonarray,text text,anynonarray text,text"),
    ("||", "tsquery", "tsquery,tsquery"),
    ("||", "tsvector", "tsvector,tsvector"),
    ("||", "varbit", "varbit,varbit"),
    ("~", "bool", "bpchar,text name,text text,text"),
    ("~*", "bool", "bpchar,text name,text text,text"),
    ("~~", "bool", "bpchar,text bytea,bytea name,text text,text"),
    ("~~*", "bool", "bpchar,text name,text text,text"),
];
