-- Lets a lease last longer, if it still stands.
-- KEYS[1] the entry
-- ARGV[1] the token of the lease, 8 bytes
-- ARGV[2] how long the lease lasts from now on, in ms
-- returns 1 if the lease stands, 0 if it does not
-- complexity O(1)

if redis.call('GETRANGE', KEYS[1], 4, 11) ~= ARGV[1] then
    return 0
end
local time = redis.call('TIME')
local lease = tonumber(ARGV[2])
local deadline = time[1] * 1000 + math.floor(time[2] / 1000) + lease
redis.call('SETRANGE', KEYS[1], 12, struct.pack('>I8', deadline))
local ttl = redis.call('PTTL', KEYS[1])
if ttl < lease then
    local life = struct.unpack('>I8', redis.call('GETRANGE', KEYS[1], 30, 37))
    redis.call('SETRANGE', KEYS[1], 30, struct.pack('>I8', life + lease - ttl))
    redis.call('PEXPIRE', KEYS[1], lease)
end
return 1
