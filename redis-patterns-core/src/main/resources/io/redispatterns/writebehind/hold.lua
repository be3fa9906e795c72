-- Accepts an intent whose caller is going to write it himself: no consumer touches it before the hold ends.
-- KEYS[1] pending: a hash of each id to version, kind and value
-- KEYS[2] fresh: a stream whose ids are the versions
-- KEYS[3] later: a sorted set of the ids that wait for a time of their own, by that time in milliseconds
-- KEYS[4] since: a sorted set of ids by the time of their oldest intent, where that is not their entry's
-- ARGV[1] how long the caller may take, in milliseconds
-- ARGV[2] the id
-- ARGV[3] kind and value
-- returns {0, version} if the caller is to write, {1, version} if the intent replaced one, which a consumer writes
-- complexity O(log(n)) for n pending ids

local version = redis.call('XADD', KEYS[2], '*', 'i', ARGV[2])
redis.call('XDEL', KEYS[2], version)
if redis.call('HSET', KEYS[1], ARGV[2], version .. ARGV[3]) == 0 then
    return {1, version}
end
local time = redis.call('TIME')
redis.call('ZADD', KEYS[3], time[1] * 1000 + math.floor(time[2] / 1000) + ARGV[1], ARGV[2])
redis.call('ZADD', KEYS[4], string.match(version, '%d+'), ARGV[2])
return {0, version}
