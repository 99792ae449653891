-- One POST a request, taken from a file of "path<TAB>name=value;name=value<TAB>body" lines; each thread takes its own
-- share, sends each line once and stops at the last.
local counter = 0
function setup(thread) thread:set("share", counter); counter = counter + 1 end
function init(args)
  lines, at = {}, 0
  local n = 0
  for line in io.lines(args[1]) do
    if n % 2 == share then lines[#lines + 1] = line end
    n = n + 1
  end
end
function request()
  at = at + 1
  if at >= #lines then wrk.thread:stop() end
  local path, given, body = lines[math.min(at, #lines)]:match("([^\t]+)\t([^\t]+)\t(.+)")
  local headers = { ["Content-Type"] = "application/json" }
  for name, value in given:gmatch("([^=;]+)=([^;]+)") do headers[name] = value end
  return wrk.format("POST", path, headers, body)
end
