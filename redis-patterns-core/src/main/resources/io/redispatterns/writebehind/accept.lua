-- Accepts an intent: it takes the place of the one that is pending for the same id, or is added if there is room.
-- KEYS[1] pending: a hash of each id to version, kind and value
-- KEYS[2] fresh: a stream of the ids not tried yet, in the order they came; its ids are the versions
-- KEYS[3] since: a sorted set of ids by the time of their oldest intent, where that is not their entry's
-- ARGV[1] how many ids may be pending
-- ARGV[2] how old the oldest intent may be in milliseconds, 0 for any age
-- ARGV[3] the id
-- ARGV[4] kind and value
-- returns {0, version, ids pending} if the intent was added and {1, version} if it replaced one; or, with nothing
--   changed, {2, ids pending} or {3, age of the oldest in milliseconds}
-- complexity O(1), with a bound on the age O(log(n)) for n pending ids

local version = redis.call('XADD', KEYS[2], '*', 'i', ARGV[3])
if #version > 20 then
    -- A million intents in what the server takes for one millisecond: its clock has gone back, and time has to go on.
    redis.call('XDEL', KEYS[2], version)
    local next_milli = string.format('%.0f-0', string.match(version, '%d+') + 1)
    version = redis.call('XADD', KEYS[2], next_milli, 'i', ARGV[3])
end
if redis.call('HSET', KEYS[1], ARGV[3], version .. ARGV[4]) == 0 then
    redis.call('XDEL', KEYS[2], version)
    return {1, version}
end

local function refuse(bound, actual)
    redis.call('XDEL', KEYS[2], version)
    redis.call('HDEL', KEYS[1], ARGV[3])
    return {bound, actual}
end

local count = redis.call('HLEN', KEYS[1])
if count > tonumber(ARGV[1]) then
    return refuse(2, count - 1)
end
if ARGV[2] ~= '0' then
    local fresh = string.match(redis.call('XRANGE', KEYS[2], '-', '+', 'COUNT', 1)[1][1], '%d+')
    local other = redis.call('ZRANGE', KEYS[3], 0, 0, 'WITHSCORES')[2] or fresh
    -- As of the time in its own version: by a clock that is read later the intent could be too old for itself.
    local age = string.match(version, '%d+') - math.min(fresh, other)
    if age > tonumber(ARGV[2]) then
        return refuse(3, age)
    end
end
return {0, version, count}
