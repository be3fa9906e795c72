-- Gives a lease back without a new value, and wakes those who wait for it.
-- KEYS[1] the entry
-- ARGV[1] the token of the lease, 8 bytes
-- ARGV[2] for how many ms nobody is to load again, 0 for no pause
-- ARGV[3] 1 if an old value is to be removed, 0 if it may be served further
-- ARGV[4] the channel of those who wait
-- returns 1 if the lease stood, 0 if it did not
-- complexity O(1)

if redis.call('GETRANGE', KEYS[1], 4, 11) ~= ARGV[1] then
    return 0
end
local waiters = redis.call('GETRANGE', KEYS[1], 20, 20)
local has_value = string.byte(redis.call('GETRANGE', KEYS[1], 1, 1)) % 4 < 2
local pause = tonumber(ARGV[2])
if ARGV[3] == '1' or (pause == 0 and not has_value) then
    redis.call('UNLINK', KEYS[1])
elseif pause == 0 then
    redis.call('SETRANGE', KEYS[1], 4, string.rep('\0', 17))
else
    local time = redis.call('TIME')
    local until_ms = time[1] * 1000 + math.floor(time[2] / 1000) + pause
    redis.call('SETRANGE', KEYS[1], 4, string.rep('\255', 8) .. struct.pack('>I8', until_ms) .. '\0')
    if not has_value then
        redis.call('PEXPIRE', KEYS[1], pause)
    end
end
if waiters == '\1' then
    redis.call('PUBLISH', ARGV[4], KEYS[1])
end
return 1
