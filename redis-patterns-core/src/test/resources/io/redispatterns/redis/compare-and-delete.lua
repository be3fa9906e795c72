-- Deletes a key if it holds the expected value, so that only who has set it can take it away.
-- KEYS[1] the key
-- ARGV[1] the value it must hold
-- returns 1 if the key was deleted, 0 if it holds another value or is missing
-- complexity O(1)

if redis.call('GET', KEYS[1]) == ARGV[1] then
    return redis.call('DEL', KEYS[1])
end
return 0
