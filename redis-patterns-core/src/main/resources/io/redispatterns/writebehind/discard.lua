-- Deletes a dead letter.
-- KEYS[1] buried: a hash of the ids with dead letters to the newest version written since
-- KEYS[2] dead: the stream of dead letters
-- ARGV[1] the stream's id of the dead letter
-- returns 1, or 0 if there is no such dead letter
-- complexity O(1)

local deleted = redis.call('XDEL', KEYS[2], ARGV[1])
if redis.call('XLEN', KEYS[2]) == 0 then
    redis.call('DEL', KEYS[1])
end
return deleted
