-- Enters an instance among the members or keeps it there, if it cuts the ids into as many shards as the others.
-- KEYS[1] members: a sorted set of the instances by the time at which they are out, in milliseconds
-- KEYS[2] shards: how many there are
-- ARGV[1] the instance
-- ARGV[2] how long it is in without joining again, in milliseconds
-- ARGV[3] how many shards it knows
-- ARGV[4] the channel to tell the others on
-- returns the number of shards, followed by the members; no members if the numbers differ
-- complexity O(m) for m members

redis.call('SET', KEYS[2], ARGV[3], 'NX')
local shards = redis.call('GET', KEYS[2])
if shards ~= ARGV[3] then
    return {shards}
end
local time = redis.call('TIME')
local now = time[1] * 1000 + math.floor(time[2] / 1000)
redis.call('ZREMRANGEBYSCORE', KEYS[1], '-inf', now)
if redis.call('ZADD', KEYS[1], now + ARGV[2], ARGV[1]) == 1 then
    redis.call('PUBLISH', ARGV[4], 'members')
end
redis.call('PEXPIRE', KEYS[1], ARGV[2])
local members = redis.call('ZRANGE', KEYS[1], 0, -1)
table.insert(members, 1, shards)
return members
