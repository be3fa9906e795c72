-- Takes the lease of a shard if it is free, or renews it if the instance has it.
-- KEYS[1] lease: the token of who may consume, with a time to live
-- KEYS[2] pending: the hash whose field "\255" is the shard's clock, which gives a new lease its fence
-- ARGV[1] the instance
-- ARGV[2] how long the lease lasts, in milliseconds
-- returns the token "fence:instance", which a renewal keeps; nil if another instance has the lease
-- complexity O(1)

local token = redis.call('GET', KEYS[1])
if token then
    if string.sub(token, 18) ~= ARGV[1] then
        return nil
    end
    redis.call('PEXPIRE', KEYS[1], ARGV[2])
    return token
end
local time = redis.call('TIME')
local now = time[1] * 1000000 + time[2]
local last = redis.call('HGET', KEYS[2], '\255')
local fence = string.format('%.0f', last and math.max(last + 1, now) or now)
redis.call('HSET', KEYS[2], '\255', fence)
redis.call('SET', KEYS[1], fence .. ':' .. ARGV[1], 'PX', ARGV[2])
return fence .. ':' .. ARGV[1]
