create table city (
  id           bigint           primary key,
  name         varchar(200)     not null,
  country      char(2)          not null,
  admin_code   varchar(20)      not null,
  feature_code varchar(10)      not null,
  population   bigint           not null check (population >= 0),
  longitude    double precision not null check (longitude between -180 and 180),
  latitude     double precision not null check (latitude between -90 and 90)
);

create index city_by_country on city (country, population desc);
