-- Accepts an intent whose caller is going to write it himself: no consumer touches it before the hold ends.
-- KEYS[1] pending: a hash of each id to version, kind and value; its field "\255" is the shard's clock
-- KEYS[2] retry: a sorted set of the ids to be tried again, by the time before which they are not, in microseconds
-- KEYS[3] failing: a sorted set of these ids by the version of their oldest intent that is not written
-- ARGV[1] how long the caller may take, in microseconds
-- ARGV[2] the id
-- ARGV[3] kind and value
-- returns {0, version} if the caller is to write, {1, version} if the intent replaced one, which a consumer writes
-- complexity O(log(n)) for n pending ids

local time = redis.call('TIME')
local now = time[1] * 1000000 + time[2]
local last = redis.call('HGET', KEYS[1], '\255')
local version = last and math.max(last + 1, now) or now
local digits = string.format('%.0f', version)
if redis.call('HSET', KEYS[1], ARGV[2], digits .. ARGV[3], '\255', digits) == 0 then
    return {1, version}
end
redis.call('ZADD', KEYS[2], now + ARGV[1], ARGV[2])
redis.call('ZADD', KEYS[3], digits, ARGV[2])
return {0, version}
