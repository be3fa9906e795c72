-- Takes written intents away. An id for which a newer intent has come meanwhile stays, as a fresh one.
-- KEYS[1] pending: a hash of each id to version, kind and value
-- KEYS[2] fresh: a sorted set of the ids not tried yet, by the version of their oldest intent that is not written
-- KEYS[3] retry: a sorted set of the ids to be tried again
-- KEYS[4] failing: a sorted set of these ids by the version of their oldest intent that is not written
-- KEYS[5] attempts: a hash of these ids to the failures so far
-- KEYS[6] buried: a hash of the ids with dead letters to the newest version written since
-- KEYS[7] lease: who may consume
-- ARGV[1] the token of the lease, as it has to be; empty if the caller holds the id itself
-- ARGV[2] the clock when the intents were read: any intent that came since has a greater version
-- ARGV[3..n] in turns an id and the version that was written
-- returns nil if the lease is not held, else how many ids were taken away
-- complexity O(k * log(n)) for k ids written and n pending

if ARGV[1] ~= '' and redis.call('GET', KEYS[7]) ~= ARGV[1] then
    return nil
end
local ids = {}
for i = 3, #ARGV, 2 do
    ids[#ids + 1] = ARGV[i]
end
local done = {}
local pending = redis.call('HMGET', KEYS[1], unpack(ids))
for i, id in ipairs(ids) do
    if pending[i] and string.sub(pending[i], 1, 16) ~= ARGV[2 * i + 2] then
        redis.call('ZADD', KEYS[2], ARGV[2] + 1, id)
    else
        done[#done + 1] = id
    end
end
if #done > 0 then
    redis.call('HDEL', KEYS[1], unpack(done))
    redis.call('ZREM', KEYS[2], unpack(done))
end
redis.call('ZREM', KEYS[3], unpack(ids))
redis.call('ZREM', KEYS[4], unpack(ids))
redis.call('HDEL', KEYS[5], unpack(ids))
if redis.call('EXISTS', KEYS[6]) == 1 then
    for i, id in ipairs(ids) do
        if redis.call('HEXISTS', KEYS[6], id) == 1 then
            redis.call('HSET', KEYS[6], id, ARGV[2 * i + 2])
        end
    end
end
return #done
