-- Run once by the image when its data folder is empty: the owner of the workspace's tables, who may make the reps' logins.
\set owner_password `cat /run/secrets/owner`
create role salesinbox_owner login createrole password :'owner_password';
create database salesinbox owner salesinbox_owner;
revoke connect, temporary on database salesinbox from public;
