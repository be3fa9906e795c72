-- Draws a line between the intents accepted so far and those to come.
-- KEYS[1] pending: a hash of each id to version, kind and value
-- KEYS[2] fresh: a stream whose ids are the versions
-- returns a time in milliseconds before which nothing is accepted any more and after which nothing was, 0 if nothing is
--   pending
-- complexity O(1)

if redis.call('HLEN', KEYS[1]) == 0 then
    return 0
end
local version = redis.call('XADD', KEYS[2], '*', 'i', '')
redis.call('XDEL', KEYS[2], version)
return tonumber((string.match(version, '%d+')))
