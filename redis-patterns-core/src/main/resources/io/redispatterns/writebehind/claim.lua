-- Reads what a shard's consumer is to write now, and when it is to look again.
-- KEYS[1] pending: a hash of each id to version, kind and value; its field "\255" is the shard's clock
-- KEYS[2] fresh: a sorted set of the ids not tried yet, by the version of their oldest intent that is not written
-- KEYS[3] retry: a sorted set of the ids to be tried again, by the time before which they are not, in microseconds
-- KEYS[4] failing: a sorted set of these ids by the version of their oldest intent that is not written
-- KEYS[5] attempts: a hash of these ids to the failures so far
-- KEYS[6] lease: who may consume
-- ARGV[1] the token of the lease, as it has to be
-- ARGV[2] how many ids make a batch, which is also the most that are read of each kind
-- ARGV[3] how long a fresh id may wait for a batch, in microseconds
-- ARGV[4] the version up to which fresh ids do not wait
-- returns nil if the lease is not held; else {clock, microseconds until there is something or -1, fresh, again}, where
--   the last two are arrays of {id, version of the oldest intent, pending, failures so far or nil}
-- complexity O(b * log(n)) for b ids in a batch and n pending

if redis.call('GET', KEYS[6]) ~= ARGV[1] then
    return nil
end
local time = redis.call('TIME')
local now = time[1] * 1000000 + time[2]
local limit = tonumber(ARGV[2])
local delay = tonumber(ARGV[3])

local function forget(id)
    redis.call('ZREM', KEYS[2], id)
    redis.call('ZREM', KEYS[3], id)
    redis.call('ZREM', KEYS[4], id)
end

local function read(ids, firsts)
    local items = {}
    if #ids > 0 then
        local values = redis.call('HMGET', KEYS[1], unpack(ids))
        local attempts = redis.call('HMGET', KEYS[5], unpack(ids))
        for i, id in ipairs(ids) do
            if values[i] then
                items[#items + 1] = {id, firsts[i] or redis.call('ZSCORE', KEYS[4], id), values[i], attempts[i]}
            else
                -- Somebody has deleted or evicted what was pending.
                forget(id)
            end
        end
    end
    return items
end

local fresh = {}
local oldest = redis.call('ZRANGE', KEYS[2], 0, 0, 'WITHSCORES')[2]
local is_due = oldest and (oldest + delay <= now or tonumber(oldest) <= tonumber(ARGV[4]))
if is_due or redis.call('ZCARD', KEYS[2]) >= limit then
    local ids, firsts = {}, {}
    local pairs_of = redis.call('ZRANGE', KEYS[2], 0, limit - 1, 'WITHSCORES')
    for i = 1, #pairs_of, 2 do
        ids[#ids + 1] = pairs_of[i]
        firsts[#firsts + 1] = pairs_of[i + 1]
    end
    fresh = read(ids, firsts)
end
local again = read(redis.call('ZRANGE', KEYS[3], '-inf', now, 'BYSCORE', 'LIMIT', 0, limit), {})

local wait = -1
if #fresh == 0 and #again == 0 then
    local next_retry = redis.call('ZRANGE', KEYS[3], 0, 0, 'WITHSCORES')[2]
    local next_fresh = oldest and oldest + delay
    if next_retry or next_fresh then
        wait = math.max(0, math.min(next_retry or math.huge, next_fresh or math.huge) - now)
    end
end
return {redis.call('HGET', KEYS[1], '\255'), wait, fresh, again}
