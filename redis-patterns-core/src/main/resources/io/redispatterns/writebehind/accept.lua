-- Accepts an intent: it takes the place of the one that is pending for the same id, or is added if there is room.
-- KEYS[1] pending: a hash of each id to version, kind and value; its field "\255" is the shard's clock
-- KEYS[2] fresh: a sorted set of the ids not tried yet, by the version of their oldest intent that is not written
-- KEYS[3] failing: the same for the ids that wait to be tried again
-- ARGV[1] how many ids may be pending
-- ARGV[2] how old the oldest may be in microseconds, 0 for any age
-- ARGV[3] how many fresh ids make a batch
-- ARGV[4] the channel to wake the shard's consumer on
-- ARGV[5] the shard's number
-- ARGV[6] the id
-- ARGV[7] kind and value
-- returns {0, version} if the intent was added, {1, version} if it replaced one; and nothing is changed with
--   {2, ids pending} and {3, age of the oldest in microseconds}
-- complexity O(log(n)) for n pending ids

local time = redis.call('TIME')
local now = time[1] * 1000000 + time[2]
local last = redis.call('HGET', KEYS[1], '\255')
local version = last and math.max(last + 1, now) or now
local digits = string.format('%.0f', version)
if redis.call('HSET', KEYS[1], ARGV[6], digits .. ARGV[7], '\255', digits) == 0 then
    return {1, version}
end

local function refuse(bound, actual)
    redis.call('HDEL', KEYS[1], ARGV[6])
    return {bound, actual}
end

local count = redis.call('HLEN', KEYS[1]) - 1
if count > tonumber(ARGV[1]) then
    return refuse(2, count - 1)
end
if ARGV[2] ~= '0' then
    local fresh = redis.call('ZRANGE', KEYS[2], 0, 0, 'WITHSCORES')[2] or now
    local failing = redis.call('ZRANGE', KEYS[3], 0, 0, 'WITHSCORES')[2] or now
    local age = now - math.min(fresh, failing)
    if age > tonumber(ARGV[2]) then
        return refuse(3, age)
    end
end
redis.call('ZADD', KEYS[2], digits, ARGV[6])
if count == 1 then
    redis.call('PUBLISH', ARGV[4], ARGV[5] .. ':0')
elseif count == tonumber(ARGV[3]) then
    redis.call('PUBLISH', ARGV[4], ARGV[5] .. ':' .. digits)
end
return {0, version}
