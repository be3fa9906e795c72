local out, ticks, shown = {}, 0, 0
local plain = {['nil'] = true, boolean = true, number = true, string = true}
local function tick() ticks = ticks + 1 if ticks > 3000 then error('too long', 0) end end
local function str(v) return plain[type(v)] and tostring(v) or type(v) end
local function key(v) if v ~= nil and plain[type(v)] then return v end return type(v) end
local function num(v) return type(v) == 'number' and v or 7 end
local function text(v) return type(v) == 'string' and v:sub(1, 60) or 'none' end
local function try(f, ...) return select(2, pcall(f, ...)) end
local function show(v, depth)
  if type(v) == 'number' then return string.format('%.17g', v) end
  if type(v) == 'string' then return '"' .. v:sub(1, 200) .. '"' end
  if type(v) ~= 'table' then return str(v) end
  if depth > 3 then return '{...}' end
  local parts = {}
  for k, w in next, v do
    shown = shown + 1
    if shown > 5000 then break end
    parts[#parts + 1] = '[' .. (plain[type(k)] and show(k, 3) or type(k)) .. ']=' .. show(w, depth + 1)
  end
  return '{' .. table.concat(parts, ' ') .. '}'
end
local function emit(...)
  if #out > 200 then return end
  shown = 0
  local parts = {}
  for i = 1, select('#', ...) do parts[i] = show((select(i, ...)), 1) end
  out[#out + 1] = table.concat(parts, ', '):sub(1, 2000)
end
