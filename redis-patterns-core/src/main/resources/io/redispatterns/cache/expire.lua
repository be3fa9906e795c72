-- Makes an entry stale at once: its value may be served only if loading fails. A load under way may not write it any more.
-- KEYS[1] the entry
-- ARGV[1] the channel of those who wait for a load
-- returns 1 if there was a value, 0 if not
-- complexity O(1)

local head = redis.call('GETRANGE', KEYS[1], 0, 20)
if head == '' then
    return 0
end
local has_value = #head == 21 and string.byte(head, 1) == 1 and string.byte(head, 2) % 4 < 2
if has_value then
    redis.call('SETRANGE', KEYS[1], 4, string.rep('\0', 17) .. '\1')
else
    redis.call('UNLINK', KEYS[1])
end
if string.sub(head, 21) == '\1' then
    redis.call('PUBLISH', ARGV[1], KEYS[1])
end
return has_value and 1 or 0
