-- Takes the right to warm a cache: for a new run, or to go on with one whose holder has died.
-- KEYS[1] the state of the warming, a hash: owner, a token; until, in ms on the server's clock; begun and ended, in ms; cursor, where
--   the next batch begins; loaded, failed and skipped, the counts
-- ARGV[1] the caller's token
-- ARGV[2] how long the right lasts, in ms
-- ARGV[3] from the beginning of a run to the earliest beginning of the next, in ms
-- ARGV[4] how long the state is kept, in ms
-- returns {state, ms, cursor, loaded, failed, skipped}, where state is granted, taken or done, ms is how long the other's right lasts or
--   until the next run, and cursor is missing at the beginning
-- complexity O(1)

local time = redis.call('TIME')
local now = time[1] * 1000 + math.floor(time[2] / 1000)
local fields = redis.call('HMGET', KEYS[1], 'owner', 'until', 'begun', 'ended', 'cursor', 'loaded', 'failed', 'skipped')
local owner, held_until, begun, ended = fields[1], tonumber(fields[2] or 0), tonumber(fields[3] or 0), fields[4]

local function reply(state, ms)
    return {state, ms, fields[5] or false, fields[6] or '0', fields[7] or '0', fields[8] or '0'}
end

local next_run = begun + tonumber(ARGV[3])
if ended and now < next_run then
    return reply('done', next_run - now)
end
if not ended and owner and owner ~= ARGV[1] and held_until > now then
    return reply('taken', held_until - now)
end
if ended or begun == 0 then
    redis.call('DEL', KEYS[1])
    redis.call('HSET', KEYS[1], 'begun', string.format('%.0f', now))
    fields = {}
end
redis.call('HSET', KEYS[1], 'owner', ARGV[1], 'until', string.format('%.0f', now + tonumber(ARGV[2])))
redis.call('PEXPIRE', KEYS[1], ARGV[4])
return reply('granted', 0)
