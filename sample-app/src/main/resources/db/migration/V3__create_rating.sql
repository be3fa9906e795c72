create table rating (
  city    bigint      not null references city (id),
  guest   varchar(40) not null,
  stars   int         not null check (stars between 1 and 5),
  version bigint      not null,
  primary key (city, guest)
);
