# Runs a server and ends it (SIGINT: fast shutdown) when standard input closes, which it does too when the process that
# holds the other end is killed: no server is left behind. $1: directories to remove at the end, one a line; the rest: the server.
remove=$1; shift
exec 3<&0
"$@" 3<&- </dev/null &
server=$!
( read -r _ <&3; kill -INT "$server" ) 2>/dev/null &
watch=$!
trap '' INT TERM HUP
wait "$server"
code=$?
kill "$watch" 2>/dev/null
cd /
# After a crash the data is still wanted.
[ "$code" = 0 ] && printf '%s\n' "$remove" | while IFS= read -r directory; do [ -n "$directory" ] && rm -rf -- "$directory"; done
exit "$code"
