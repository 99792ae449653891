-- Meals without end from a file of "token<TAB>body" lines; the server makes each meal's id.
local counter = 0
function setup(thread) thread:set("share", counter); counter = counter + 1 end
function init(args)
  lines, at = {}, share
  for line in io.lines(args[1]) do lines[#lines + 1] = line end
end
function request()
  at = at + 1
  local token, body = lines[at % #lines + 1]:match("([^\t]+)\t(.+)")
  return wrk.format("POST", "/api/v1/journeys/meals",
    { ["Authorization"] = "Bearer " .. token, ["Content-Type"] = "application/json" }, body)
end
