#!/bin/sh
# Run once by the image of PostgreSQL, when its volume is empty: makes the role that owns the product's database. It is no
# superuser, as everywhere: row-level security holds for it, too.
psql --no-psqlrc --quiet --set=ON_ERROR_STOP=1 --set=password="$(cat "$OWNER_PASSWORD_FILE")" --username="$POSTGRES_USER" --dbname="$POSTGRES_DB" <<'SQL'
CREATE ROLE bpmn_studio LOGIN CREATEDB CREATEROLE PASSWORD :'password';
CREATE DATABASE bpmn_studio OWNER bpmn_studio;
SQL
