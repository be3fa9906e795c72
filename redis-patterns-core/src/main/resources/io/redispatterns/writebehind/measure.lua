-- Measures a shard.
-- KEYS[1] pending: a hash of each id to version, kind and value; its field "\255" is the shard's clock
-- KEYS[2] fresh: a sorted set of the ids not tried yet, by the version of their oldest intent that is not written
-- KEYS[3] failing: the same for the ids that wait to be tried again
-- KEYS[4] dead: the stream of dead letters
-- returns {clock, ids pending, version of the oldest intent that is not written, its age in microseconds, dead letters};
--   the clock is 0 in a shard that was never used, version and age are 0 if nothing is pending
-- complexity O(log(n)) for n pending ids
-- read-only

local clock = redis.call('HGET', KEYS[1], '\255')
if not clock then
    return {0, 0, 0, 0, 0}
end
local time = redis.call('TIME')
local fresh = redis.call('ZRANGE', KEYS[2], 0, 0, 'WITHSCORES')[2]
local failing = redis.call('ZRANGE', KEYS[3], 0, 0, 'WITHSCORES')[2]
local oldest = (fresh or failing) and math.min(fresh or math.huge, failing or math.huge) or 0
local age = oldest > 0 and math.max(0, time[1] * 1000000 + time[2] - oldest) or 0
return {tonumber(clock), redis.call('HLEN', KEYS[1]) - 1, oldest, age, redis.call('XLEN', KEYS[4])}
