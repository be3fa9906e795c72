-- Begins a new generation of a cache: what was loaded before it is removed or expired as a whole or by tags. Without the state
-- of an earlier generation, be it at first use or because it was lost, everything counts as removed.
-- KEYS[1] the generations, a hash: marks is "latest removed expired tagged", where tagged is the latest of any tag; a field
--   r:tag or e:tag is the generation below which entries with the tag are removed or expired
-- KEYS[2] the copy of the marks, a string
-- ARGV[1..n] which mark is set besides the latest, which is removed, expired, tagged or none; then the fields of tags to set
-- returns the marks
-- complexity O(tags)

local time = redis.call('TIME')
local now = time[1] * 1000000 + time[2]
local latest, removed, expired, tagged = now, now, 0, 0
local marks = redis.call('HGET', KEYS[1], 'marks')
if marks then
    if ARGV[1] == 'none' then
        redis.call('SET', KEYS[2], marks)
        return marks
    end
    local numbers = {}
    for number in string.gmatch(marks, '%d+') do
        table.insert(numbers, tonumber(number))
    end
    latest, removed, expired, tagged = unpack(numbers)
    latest = math.max(latest + 1, now)
end
if ARGV[1] == 'removed' then
    removed = latest
elseif ARGV[1] == 'expired' then
    expired = latest
elseif ARGV[1] == 'tagged' then
    tagged = latest
    for i = 2, #ARGV do
        redis.call('HSET', KEYS[1], ARGV[i], string.format('%.0f', latest))
    end
end
marks = string.format('%.0f %.0f %.0f %.0f', latest, removed, expired, tagged)
redis.call('HSET', KEYS[1], 'marks', marks)
redis.call('SET', KEYS[2], marks)
return marks
