-- Writes a loaded entry, if the lease it was loaded under still stands, and wakes those who wait for it.
-- KEYS[1] the entry
-- ARGV[1] the token of the lease, 8 bytes
-- ARGV[2] the entry's new content
-- ARGV[3] its ttl in ms
-- ARGV[4] the channel of those who wait
-- returns 1 if it was written, 0 if the lease does not stand
-- complexity O(size of the entry)

if redis.call('GETRANGE', KEYS[1], 4, 11) ~= ARGV[1] then
    return 0
end
local waiters = redis.call('GETRANGE', KEYS[1], 20, 20)
redis.call('SET', KEYS[1], ARGV[2], 'PX', ARGV[3])
if waiters == '\1' then
    redis.call('PUBLISH', ARGV[4], KEYS[1])
end
return 1
