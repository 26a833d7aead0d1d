-- Every save begins with this look-up of one diagram. While a table has no statistics yet, the planner supposes two rows of one id and
-- reads a bitmap; that reads all that is left of the diagram's older states, a thousand where it is saved again and again, at each
-- save, and unlike an index scan it leaves no mark on what is dead. Expand only.
ALTER FUNCTION app.access_to_diagram(uuid, uuid) SET enable_bitmapscan = off;
