-- Moves an intent that cannot be written to the dead letters. A newer intent that has come meanwhile stays, and waits for
-- a batch.
-- KEYS[1] pending: a hash of each id to version, kind and value
-- KEYS[2] fresh: a stream of the ids not tried yet
-- KEYS[3] later: a sorted set of the other pending ids by the time to write them, in milliseconds
-- KEYS[4] since: a sorted set of ids by the time of their oldest intent, where that is not their entry's
-- KEYS[5] failures: a hash of what has failed to how often
-- KEYS[6] buried: a hash of the ids with dead letters to the newest version written since
-- KEYS[7] dead: the stream of dead letters
-- KEYS[8] lease: who may consume
-- ARGV[1] the token of the lease, as it has to be
-- ARGV[2] the time at which the intent was read, in milliseconds: what came since is not older
-- ARGV[3] the id
-- ARGV[4] its entry in the stream, or nothing
-- ARGV[5] the version that cannot be written
-- ARGV[6] its kind and value
-- ARGV[7] the time of the oldest intent that it stands for, in milliseconds
-- ARGV[8] how often it was tried
-- ARGV[9] why it cannot be written
-- returns nil if the lease is not held, 0 if somebody else has dealt with the id, else 1
-- complexity O(log(n)) for n pending ids

if redis.call('GET', KEYS[8]) ~= ARGV[1] then
    return nil
end
local function unschedule(id, entry)
    if entry ~= '' then
        return redis.call('XDEL', KEYS[2], entry)
    end
    return redis.call('ZREM', KEYS[3], id)
end

if unschedule(ARGV[3], ARGV[4]) == 0 then
    return 0
end
redis.call('XADD', KEYS[7], '*', 'id', ARGV[3], 'version', ARGV[5], 'content', ARGV[6], 'since', ARGV[7],
    'attempts', ARGV[8], 'cause', ARGV[9])
redis.call('HSETNX', KEYS[6], ARGV[3], '0-0')
redis.call('HDEL', KEYS[5], ARGV[3])
local stamp = ARGV[5] .. string.sub(ARGV[6], 1, 1)
local pending = redis.call('HGET', KEYS[1], ARGV[3])
if not pending or string.sub(pending, 1, #stamp) == stamp then
    redis.call('HDEL', KEYS[1], ARGV[3])
    redis.call('ZREM', KEYS[4], ARGV[3])
else
    redis.call('XADD', KEYS[2], '*', 'i', ARGV[3])
    redis.call('ZADD', KEYS[4], ARGV[2], ARGV[3])
end
return 1
