-- Announces changes of a cache to those who keep copies of its entries, for a server that does not track who has read what. The
-- announcements of a cache are counted, so that whoever misses one knows. A count begins with the time in microseconds: if one is
-- lost, the next one is above any that was.
-- KEYS[1] the count
-- ARGV[1] the channel
-- ARGV[2..n] the name of the cache, and the keys that were changed
-- returns the count
-- complexity O(keys)

local count = redis.call('INCR', KEYS[1])
if count == 1 then
    local time = redis.call('TIME')
    count = time[1] * 1000000 + time[2]
    redis.call('SET', KEYS[1], string.format('%.0f', count))
end
count = string.format('%.0f', count)
redis.call('PUBLISH', ARGV[1], ARGV[2] .. ' ' .. count .. ' ' .. table.concat(ARGV, ' ', 3))
return count
