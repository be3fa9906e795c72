-- Takes the right to load an entry, unless it is fresh or somebody else has that right; says what is there.
-- KEYS[1] the entry
-- ARGV[1] the token of the lease, 8 bytes
-- ARGV[2] how long the lease lasts, in ms
-- ARGV[3] the generation of the caller, as of which it will load
-- ARGV[4] the generation below which an entry counts as removed
-- ARGV[5] the generation below which an entry counts as expired
-- ARGV[6] an entry that stays fresh for longer than this, in ms, is not leased
-- ARGV[7] 1 if the caller waits when somebody else has the right, else 0
-- returns {state, ms, ttl in ms, entry}, where state is fresh, leased, waiting or failed (a load has failed, and it is too early
--   for another), ms is how long the other lease or the pause still lasts, and entry is missing if there is no value, and empty
--   if something of another type was there
-- complexity O(size of the entry)

local FAILED = string.rep('\255', 8)
local NOBODY = string.rep('\0', 8)
local HEADER = 50

local time = redis.call('TIME')
local now = time[1] * 1000 + math.floor(time[2] / 1000)
local lease = tonumber(ARGV[2])
local slot = ARGV[1] .. struct.pack('>I8', now + lease) .. '\0'

local entry = redis.pcall('GET', KEYS[1])
local readable = type(entry) == 'string' and #entry >= HEADER and string.byte(entry, 1) == 1
local generation = readable and struct.unpack('>I8', entry, 23) or 0
local current = readable and generation >= tonumber(ARGV[4])
local has_value = current and string.byte(entry, 2) % 4 < 2
local ttl = has_value and redis.call('PTTL', KEYS[1]) or 0

if has_value then
    local age = struct.unpack('>I8', entry, 31) - ttl
    local fresh_for = struct.unpack('>I8', entry, 39) - age
    local expired = string.byte(entry, 22) ~= 0 or generation < tonumber(ARGV[5])
    if not expired and fresh_for > tonumber(ARGV[6]) then
        return {'fresh', 0, ttl, entry}
    end
end

-- A lease from before the removal by a tag or a clear is void: what it loads may be what was removed.
if current then
    local token = string.sub(entry, 5, 12)
    local left = struct.unpack('>I8', entry, 13) - now
    if token ~= NOBODY and left > 0 then
        if ARGV[7] == '1' and token ~= FAILED then
            redis.call('SETRANGE', KEYS[1], 20, '\1')
        end
        return {token == FAILED and 'failed' or 'waiting', left, ttl, has_value and entry}
    end
end

if not has_value then
    local generation_of_lease = struct.pack('>I8', tonumber(ARGV[3]))
    local placeholder = '\1\2\0\50' .. slot .. '\0' .. generation_of_lease .. string.rep('\0', 20)
    redis.call('SET', KEYS[1], placeholder, 'PX', lease)
    return {'leased', 0, 0, type(entry) == 'table' and ''}
end
redis.call('SETRANGE', KEYS[1], 4, slot)
if ttl < lease then
    -- The entry has to outlive the lease; its age stays what it is.
    local life = struct.unpack('>I8', entry, 31) + lease - ttl
    redis.call('SETRANGE', KEYS[1], 30, struct.pack('>I8', life))
    redis.call('PEXPIRE', KEYS[1], lease)
end
return {'leased', 0, ttl, entry}
