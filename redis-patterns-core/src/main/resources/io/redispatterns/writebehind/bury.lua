-- Moves an intent that cannot be written to the dead letters. A newer intent that has come meanwhile stays, as a fresh
-- one.
-- KEYS[1] pending: a hash of each id to version, kind and value
-- KEYS[2] fresh: a sorted set of the ids not tried yet, by the version of their oldest intent that is not written
-- KEYS[3] retry: a sorted set of the ids to be tried again
-- KEYS[4] failing: a sorted set of these ids by the version of their oldest intent that is not written
-- KEYS[5] attempts: a hash of these ids to the failures so far
-- KEYS[6] buried: a hash of the ids with dead letters to the newest version written since
-- KEYS[7] dead: the stream of dead letters
-- KEYS[8] lease: who may consume
-- ARGV[1] the token of the lease, as it has to be
-- ARGV[2] the clock when the intent was read: any intent that came since has a greater version
-- ARGV[3] the id
-- ARGV[4] the version that cannot be written
-- ARGV[5] its kind and value
-- ARGV[6] the version of the oldest intent that it stands for
-- ARGV[7] how often it was tried
-- ARGV[8] why it cannot be written
-- returns nil if the lease is not held, 0 if nothing is pending, else 1
-- complexity O(log(n)) for n pending ids

if redis.call('GET', KEYS[8]) ~= ARGV[1] then
    return nil
end
local pending = redis.call('HGET', KEYS[1], ARGV[3])
if not pending then
    return 0
end
redis.call('XADD', KEYS[7], '*', 'id', ARGV[3], 'version', ARGV[4], 'content', ARGV[5], 'first', ARGV[6],
    'attempts', ARGV[7], 'cause', ARGV[8])
redis.call('HSETNX', KEYS[6], ARGV[3], 0)
redis.call('ZREM', KEYS[3], ARGV[3])
redis.call('ZREM', KEYS[4], ARGV[3])
redis.call('HDEL', KEYS[5], ARGV[3])
if string.sub(pending, 1, 16) == ARGV[4] then
    redis.call('HDEL', KEYS[1], ARGV[3])
    redis.call('ZREM', KEYS[2], ARGV[3])
else
    redis.call('ZADD', KEYS[2], ARGV[2] + 1, ARGV[3])
end
return 1
