-- Reads a key.
-- KEYS[1] the key
-- returns its value, nil if it is missing
-- complexity O(1)
-- read-only

return redis.call('GET', KEYS[1])
