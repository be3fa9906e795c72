-- Removes an entry and takes the lease on it from whoever has it, for one who changes the source.
-- KEYS[1] the entry
-- ARGV[1] the token of the lease, 8 bytes
-- ARGV[2] how long the lease lasts, in ms
-- ARGV[3] the generation of the caller
-- returns OK
-- complexity O(1)

local time = redis.call('TIME')
local deadline = time[1] * 1000 + math.floor(time[2] / 1000) + tonumber(ARGV[2])
-- Those who waited for the lease that ends now go on to wait, for this one.
local waiters = '\0'
local before = redis.pcall('GETRANGE', KEYS[1], 20, 20)
if before == '\1' then
    waiters = '\1'
end
local slot = ARGV[1] .. struct.pack('>I8', deadline) .. waiters
local placeholder = '\1\2\0\50' .. slot .. '\0' .. struct.pack('>I8', tonumber(ARGV[3])) .. string.rep('\0', 20)
return redis.call('SET', KEYS[1], placeholder, 'PX', ARGV[2])
