-- Takes written intents away. An id for which a newer intent has come meanwhile stays, and waits for a batch again.
-- KEYS[1] pending: a hash of each id to version, kind and value
-- KEYS[2] fresh: a stream of the ids not tried yet
-- KEYS[3] later: a sorted set of the other pending ids by the time to write them, in milliseconds
-- KEYS[4] since: a sorted set of ids by the time of their oldest intent, where that is not their entry's
-- KEYS[5] failures: a hash of what has failed to how often
-- KEYS[6] buried: a hash of the ids with dead letters to the newest version written since
-- KEYS[7] lease: who may consume
-- ARGV[1] the token of the lease, as it has to be; empty if the caller holds the id itself
-- ARGV[2] the time at which the intents were read, in milliseconds: what came since is not older
-- ARGV[3] a stream's id if every entry before it is one of those given here, else nothing
-- ARGV[4..n] in turns an id, the version and kind that were written, and its entry in the stream or nothing
-- returns nil if the lease is not held, else how many ids were taken away
-- complexity O(k * log(n)) for k ids written and n pending

if ARGV[1] ~= '' and redis.call('GET', KEYS[7]) ~= ARGV[1] then
    return nil
end
local trimmed = ARGV[3] ~= '' and redis.call('XTRIM', KEYS[2], 'MINID', ARGV[3]) > 0
local function unschedule(id, entry)
    if entry == '' then
        return redis.call('ZREM', KEYS[3], id) == 1
    end
    return trimmed or redis.call('XDEL', KEYS[2], entry) == 1
end

local ids, stamps, were_ours = {}, {}, {}
for i = 4, #ARGV, 3 do
    local n = #ids + 1
    ids[n], stamps[n], were_ours[n] = ARGV[i], ARGV[i + 1], unschedule(ARGV[i], ARGV[i + 2])
end
if redis.call('EXISTS', KEYS[4], KEYS[5]) > 0 then
    redis.call('ZREM', KEYS[4], unpack(ids))
    redis.call('HDEL', KEYS[5], unpack(ids))
end

local done = {}
local pending = redis.call('HMGET', KEYS[1], unpack(ids))
for i, id in ipairs(ids) do
    if not pending[i] or string.sub(pending[i], 1, #stamps[i]) == stamps[i] then
        done[#done + 1] = id
    elseif were_ours[i] then
        redis.call('XADD', KEYS[2], '*', 'i', id)
        redis.call('ZADD', KEYS[4], ARGV[2], id)
    end
end
if #done > 0 then
    redis.call('HDEL', KEYS[1], unpack(done))
end
if redis.call('EXISTS', KEYS[6]) == 1 then
    for i, id in ipairs(ids) do
        if redis.call('HEXISTS', KEYS[6], id) == 1 then
            redis.call('HSET', KEYS[6], id, string.sub(stamps[i], 1, -2))
        end
    end
end
return #done
