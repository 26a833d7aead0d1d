-- Apart from what makes the new one: whoever saves meanwhile waits for that with a lock on the table, which dropping an index
-- would wait for in turn.
DROP INDEX diagrams_by_project;
