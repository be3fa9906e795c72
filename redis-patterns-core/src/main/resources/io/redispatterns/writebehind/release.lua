-- Gives a lease back.
-- KEYS[1] lease: the token of who may consume
-- ARGV[1] the token, as it has to be
-- returns 1, or 0 if the lease was not held
-- complexity O(1)

if redis.call('GET', KEYS[1]) == ARGV[1] then
    return redis.call('DEL', KEYS[1])
end
return 0
