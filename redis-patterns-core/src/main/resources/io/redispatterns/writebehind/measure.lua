-- Measures a shard.
-- KEYS[1] pending: a hash of each id to version, kind and value
-- KEYS[2] fresh: a stream of the ids not tried yet, in the order they came
-- KEYS[3] since: a sorted set of ids by the time of their oldest intent, where that is not their entry's
-- KEYS[4] dead: the stream of dead letters
-- returns {ids pending, time of the oldest intent that is not written or 0, the time now, dead letters}, times in
--   milliseconds
-- complexity O(log(n)) for n pending ids
-- read-only

local fresh = redis.call('XRANGE', KEYS[2], '-', '+', 'COUNT', 1)[1]
local fresh_time = fresh and string.match(fresh[1], '%d+')
local other_time = redis.call('ZRANGE', KEYS[3], 0, 0, 'WITHSCORES')[2]
local oldest = 0
if fresh_time or other_time then
    oldest = math.min(fresh_time or math.huge, other_time or math.huge)
end
local time = redis.call('TIME')
local now = time[1] * 1000 + math.floor(time[2] / 1000)
return {redis.call('HLEN', KEYS[1]), oldest, now, redis.call('XLEN', KEYS[4])}
