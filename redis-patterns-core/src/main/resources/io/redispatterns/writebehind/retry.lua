-- Puts an id whose write has failed off until later. If a newer intent has come meanwhile, that waits too.
-- KEYS[1] fresh: a stream of the ids not tried yet
-- KEYS[2] later: a sorted set of the other pending ids by the time to write them, in milliseconds
-- KEYS[3] since: a sorted set of ids by the time of their oldest intent, where that is not their entry's
-- KEYS[4] failures: a hash of what has failed to how often
-- KEYS[5] lease: who may consume
-- ARGV[1] the token of the lease, as it has to be
-- ARGV[2] the id
-- ARGV[3] its entry in the stream, or nothing
-- ARGV[4] how long to wait, in milliseconds
-- ARGV[5] the failures so far
-- returns nil if the lease is not held, 0 if somebody else has dealt with the id, else 1
-- complexity O(log(n)) for n pending ids

if redis.call('GET', KEYS[5]) ~= ARGV[1] then
    return nil
end
local function unschedule(id, entry)
    if entry ~= '' then
        return redis.call('XDEL', KEYS[1], entry)
    end
    return redis.call('ZREM', KEYS[2], id)
end

if unschedule(ARGV[2], ARGV[3]) == 0 then
    return 0
end
if ARGV[3] ~= '' then
    redis.call('ZADD', KEYS[3], 'LT', string.match(ARGV[3], '%d+'), ARGV[2])
end
local time = redis.call('TIME')
redis.call('ZADD', KEYS[2], time[1] * 1000 + math.floor(time[2] / 1000) + ARGV[4], ARGV[2])
redis.call('HSET', KEYS[4], ARGV[2], ARGV[5])
return 1
