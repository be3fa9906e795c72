-- Removes an entry of an old generation.
-- KEYS[1] the entry
-- ARGV[1] the generation below which it is removed
-- returns 1 if it was removed, 0 if it is of this generation or a later one, or is no entry
-- complexity O(1)

local generation = redis.call('GETRANGE', KEYS[1], 22, 29)
if #generation == 8 and struct.unpack('>I8', generation) < tonumber(ARGV[1]) then
    return redis.call('UNLINK', KEYS[1])
end
return 0
