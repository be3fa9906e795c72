-- Notes under a tag which entry has it, until the entry's life is over, and forgets those whose life is over.
-- KEYS[1] the index of the tag, a sorted set: ids by when the lives of their entries end, in ms on the server's clock
-- ARGV[1] the life of the entry in ms
-- ARGV[2] the id
-- returns how many were forgotten
-- complexity O(log(ids) + forgotten)

local time = redis.call('TIME')
local now = time[1] * 1000 + math.floor(time[2] / 1000)
local life = tonumber(ARGV[1])
redis.call('ZADD', KEYS[1], 'GT', now + life, ARGV[2])
if redis.call('PTTL', KEYS[1]) < life then
    redis.call('PEXPIRE', KEYS[1], ARGV[1])
end
return redis.call('ZREMRANGEBYSCORE', KEYS[1], '-inf', now)
