-- Dashboards of many clients in turn, from a file of "token<TAB>…" lines.
local counter = 0
function setup(thread) thread:set("share", counter); counter = counter + 1 end
function init(args)
  lines, at = {}, share * 500
  for line in io.lines(args[1]) do lines[#lines + 1] = line:match("([^\t]+)") end
end
function request()
  at = at + 1
  return wrk.format("GET", "/api/v1/users/dashboard-stats", { ["Authorization"] = "Bearer " .. lines[at % #lines + 1] })
end
