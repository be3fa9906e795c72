-- Appends values to the string at each of some keys.
-- KEYS[1..n] the strings, which share a hash tag
-- ARGV[1] the name under which the writer is remembered,
--   as a string of its own beside the values
-- ARGV[2..n] the values
-- returns the names of the writer and an array of the new lengths, in the order of the keys
-- complexity O(k * v) for k keys and v values

local lengths = {}
for i, key in ipairs(KEYS) do
    lengths[i] = redis.call('APPEND', key, table.concat(ARGV, '', 2))
end
return {ARGV[1], lengths}
