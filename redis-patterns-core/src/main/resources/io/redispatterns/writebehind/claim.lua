-- Reads what a shard's consumer is to write now, and when it is to look again.
-- KEYS[1] pending: a hash of each id to version, kind and value
-- KEYS[2] fresh: a stream of the ids not tried yet, in the order they came
-- KEYS[3] later: a sorted set of the other pending ids by the time to write them, in milliseconds
-- KEYS[4] since: a sorted set of ids by the time of their oldest intent, where that is not their entry's
-- KEYS[5] failures: a hash of what has failed to how often
-- KEYS[6] lease: who may consume
-- ARGV[1] the token of the lease, as it has to be
-- ARGV[2] how many ids make a batch, which is also the most that are read of each kind
-- ARGV[3] how long a fresh id may wait for a batch, in milliseconds
-- ARGV[4] the time up to which fresh ids do not wait, in milliseconds
-- returns nil if the lease is not held; else {now, milliseconds until there is something or -1, fresh, others}, where
--   the last two have in turns an id, its entry in the stream or its oldest intent's time, pending, and failures or nil
-- complexity O(b * log(n)) for b ids in a batch and n pending

if redis.call('GET', KEYS[6]) ~= ARGV[1] then
    return nil
end
local time = redis.call('TIME')
local now = time[1] * 1000 + math.floor(time[2] / 1000)
local limit = tonumber(ARGV[2])
local delay = tonumber(ARGV[3])
local has_failed = redis.call('EXISTS', KEYS[5]) == 1

local function read(ids, places, forget)
    local items = {}
    if #ids > 0 then
        local pending = redis.call('HMGET', KEYS[1], unpack(ids))
        local failures = has_failed and redis.call('HMGET', KEYS[5], unpack(ids)) or {}
        local n = 0
        for i, id in ipairs(ids) do
            if pending[i] then
                items[n + 1], items[n + 2], items[n + 3], items[n + 4] = id, places[i], pending[i], failures[i] or false
                n = n + 4
            else
                -- Somebody has deleted what was pending.
                forget(id, places[i])
            end
        end
    end
    return items
end

local function read_fresh()
    local ids, entries = {}, {}
    for i, entry in ipairs(redis.call('XRANGE', KEYS[2], '-', '+', 'COUNT', limit)) do
        entries[i], ids[i] = entry[1], entry[2][2]
    end
    return read(ids, entries, function(_, entry)
        redis.call('XDEL', KEYS[2], entry)
    end)
end

local function read_others()
    local ids = redis.call('ZRANGE', KEYS[3], '-inf', now, 'BYSCORE', 'LIMIT', 0, limit)
    local times = {}
    for i, id in ipairs(ids) do
        times[i] = redis.call('ZSCORE', KEYS[4], id) or tostring(now)
    end
    return read(ids, times, function(id)
        redis.call('ZREM', KEYS[3], id)
        redis.call('ZREM', KEYS[4], id)
    end)
end

local fresh = {}
local head = redis.call('XRANGE', KEYS[2], '-', '+', 'COUNT', 1)[1]
local oldest = head and tonumber(string.match(head[1], '%d+'))
if head then
    local is_due = oldest + delay <= now or oldest <= tonumber(ARGV[4])
    if is_due or redis.call('XLEN', KEYS[2]) >= limit then
        fresh = read_fresh()
    end
end
local others = read_others()

local wait = -1
if #fresh + #others == 0 then
    local next_other = redis.call('ZRANGE', KEYS[3], 0, 0, 'WITHSCORES')[2]
    if head then
        wait = math.max(0, oldest + delay - now)
    end
    if next_other then
        -- No longer than the delay: nobody tells when a fresh id joins others.
        wait = math.max(0, math.min(next_other - now, head and wait or delay))
    end
end
return {now, wait, fresh, others}
