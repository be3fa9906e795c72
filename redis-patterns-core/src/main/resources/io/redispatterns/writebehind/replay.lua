-- Accepts the intent of a dead letter anew, unless a newer one of its id is pending or has been written.
-- KEYS[1] pending: a hash of each id to version, kind and value; its field "\255" is the shard's clock
-- KEYS[2] fresh: a sorted set of the ids not tried yet, by the version of their oldest intent that is not written
-- KEYS[3] buried: a hash of the ids with dead letters to the newest version written since
-- KEYS[4] dead: the stream of dead letters
-- ARGV[1] the stream's id of the dead letter
-- ARGV[2] the channel to wake the shard's consumer on
-- ARGV[3] the shard's number
-- returns {0, version} if it was accepted, {1, newer version} if it stays dead, {2, 0} if there is no such dead letter
-- complexity O(log(n)) for n pending ids

local entry = redis.call('XRANGE', KEYS[4], ARGV[1], ARGV[1])[1]
if not entry then
    return {2, 0}
end
local letter = {}
for i = 1, #entry[2], 2 do
    letter[entry[2][i]] = entry[2][i + 1]
end
local pending = redis.call('HGET', KEYS[1], letter.id)
local newer = tonumber(pending and string.sub(pending, 1, 16) or redis.call('HGET', KEYS[3], letter.id) or 0)
if newer > tonumber(letter.version) then
    return {1, newer}
end
local time = redis.call('TIME')
local now = time[1] * 1000000 + time[2]
local last = redis.call('HGET', KEYS[1], '\255')
local version = last and math.max(last + 1, now) or now
local digits = string.format('%.0f', version)
redis.call('HSET', KEYS[1], letter.id, digits .. letter.content, '\255', digits)
redis.call('ZADD', KEYS[2], digits, letter.id)
redis.call('XDEL', KEYS[4], ARGV[1])
if redis.call('XLEN', KEYS[4]) == 0 then
    redis.call('DEL', KEYS[3])
end
redis.call('PUBLISH', ARGV[2], ARGV[3] .. ':0')
return {0, version}
