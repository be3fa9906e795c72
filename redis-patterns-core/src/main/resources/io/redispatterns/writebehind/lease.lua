-- Takes the lease of a shard if it is free, or renews it if the instance has it.
-- KEYS[1] lease: the token of who may consume, with a time to live
-- KEYS[2] fence: how many leases there were
-- ARGV[1] the instance
-- ARGV[2] how long the lease lasts, in milliseconds
-- returns the token "fence:instance", which a renewal keeps; nil if another instance has the lease
-- complexity O(1)

local token = redis.call('GET', KEYS[1])
if not token then
    token = redis.call('INCR', KEYS[2]) .. ':' .. ARGV[1]
    redis.call('SET', KEYS[1], token, 'PX', ARGV[2])
elseif string.match(token, ':(.*)') == ARGV[1] then
    redis.call('PEXPIRE', KEYS[1], ARGV[2])
else
    return nil
end
return token
