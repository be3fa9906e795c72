-- Notes how far the warming of a cache is, and keeps the right to it; or ends the run, or leaves it to others.
-- KEYS[1] the state of the warming, see claim-warming.lua
-- ARGV[1] the caller's token
-- ARGV[2] how long the right lasts from now on, in ms
-- ARGV[3] how long the state is kept, in ms
-- ARGV[4] what to note: time for the right alone, place for the rest as well, end for the end of the run,
--   leave to give the right back
-- ARGV[5] where the next batch begins
-- ARGV[6] how many were loaded
-- ARGV[7] how many failed
-- ARGV[8] how many were skipped
-- returns 1 if the caller has the right, 0 if not
-- complexity O(1)

if redis.call('HGET', KEYS[1], 'owner') ~= ARGV[1] then
    return 0
end
if ARGV[4] == 'leave' then
    redis.call('HDEL', KEYS[1], 'owner', 'until')
    return 1
end
local time = redis.call('TIME')
local now = time[1] * 1000 + math.floor(time[2] / 1000)
redis.call('HSET', KEYS[1], 'until', string.format('%.0f', now + tonumber(ARGV[2])))
if ARGV[4] ~= 'time' then
    redis.call('HSET', KEYS[1], 'cursor', ARGV[5], 'loaded', ARGV[6], 'failed', ARGV[7], 'skipped', ARGV[8])
end
if ARGV[4] == 'end' then
    redis.call('HSET', KEYS[1], 'ended', string.format('%.0f', now))
    redis.call('HDEL', KEYS[1], 'owner', 'until')
end
redis.call('PEXPIRE', KEYS[1], ARGV[3])
return 1
