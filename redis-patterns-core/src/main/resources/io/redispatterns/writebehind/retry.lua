-- Puts an id whose write has failed off until later. If a newer intent has come meanwhile, that waits too.
-- KEYS[1] pending: a hash of each id to version, kind and value
-- KEYS[2] fresh: a sorted set of the ids not tried yet, by the version of their oldest intent that is not written
-- KEYS[3] retry: a sorted set of the ids to be tried again, by the time before which they are not, in microseconds
-- KEYS[4] failing: a sorted set of these ids by the version of their oldest intent that is not written
-- KEYS[5] attempts: a hash of these ids to the failures so far
-- KEYS[6] lease: who may consume
-- ARGV[1] the token of the lease, as it has to be
-- ARGV[2] the id
-- ARGV[3] how long to wait, in microseconds
-- ARGV[4] the failures so far
-- returns nil if the lease is not held, 0 if nothing is pending, else 1
-- complexity O(log(n)) for n pending ids

if redis.call('GET', KEYS[6]) ~= ARGV[1] then
    return nil
end
if redis.call('HEXISTS', KEYS[1], ARGV[2]) == 0 then
    return 0
end
local time = redis.call('TIME')
local first = redis.call('ZSCORE', KEYS[2], ARGV[2])
if first then
    redis.call('ZREM', KEYS[2], ARGV[2])
    redis.call('ZADD', KEYS[4], first, ARGV[2])
end
redis.call('ZADD', KEYS[3], time[1] * 1000000 + time[2] + ARGV[3], ARGV[2])
redis.call('HSET', KEYS[5], ARGV[2], ARGV[4])
return 1
