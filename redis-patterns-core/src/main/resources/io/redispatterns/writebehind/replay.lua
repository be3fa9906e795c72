-- Accepts the intent of a dead letter anew, unless a newer one of its id is pending or has been written.
-- KEYS[1] pending: a hash of each id to version, kind and value
-- KEYS[2] fresh: a stream of the ids not tried yet, in the order they came; its ids are the versions
-- KEYS[3] buried: a hash of the ids with dead letters to the newest version written since
-- KEYS[4] dead: the stream of dead letters
-- ARGV[1] the dead letter's id in the stream
-- returns {0, version} if it was accepted, {1, newer version} if it stays dead, {2} if there is no such dead letter
-- complexity O(1)

local entry = redis.call('XRANGE', KEYS[4], ARGV[1], ARGV[1])[1]
if not entry then
    return {2}
end
local letter = {}
for i = 1, #entry[2], 2 do
    letter[entry[2][i]] = entry[2][i + 1]
end

local function is_newer(version, than)
    local milli, number = string.match(version, '(%d+)-(%d+)')
    local than_milli, than_number = string.match(than, '(%d+)-(%d+)')
    if milli == than_milli then
        return tonumber(number) > tonumber(than_number)
    end
    return tonumber(milli) > tonumber(than_milli)
end

local pending = redis.call('HGET', KEYS[1], letter.id)
local other = pending and string.match(pending, '%d+-%d+') or redis.call('HGET', KEYS[3], letter.id)
if other and is_newer(other, letter.version) then
    return {1, other}
end
local version = redis.call('XADD', KEYS[2], '*', 'i', letter.id)
redis.call('HSET', KEYS[1], letter.id, version .. letter.content)
redis.call('XDEL', KEYS[4], ARGV[1])
if redis.call('XLEN', KEYS[4]) == 0 then
    redis.call('DEL', KEYS[3])
end
return {0, version}
