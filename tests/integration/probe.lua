-- What an author does in Neovim, put down as JSON in the file named by $SAID: a lesson is open, an edit is made that
-- another line contradicts, and the editor is asked what it can show and mend.
local said = {}

local function await(what, is_there)
  if not vim.wait(60000, is_there, 20) then
    io.stderr:write("never came: " .. what .. "\n")
    vim.cmd("cquit")
  end
end

local function codes()
  local found = {}
  for _, each in ipairs(vim.diagnostic.get(0)) do
    table.insert(found, each.code or each.user_data.lsp.code)
  end
  return found
end

local function ask(method, extra)
  local line, column = vim.fn.line("."), vim.fn.col(".") - 1
  local position = { line = line - 1, character = column }
  local params = { textDocument = { uri = vim.uri_from_bufnr(0) }, position = position }
  params = vim.tbl_extend("force", params, extra or {})
  for _, answer in pairs(vim.lsp.buf_request_sync(0, method, params, 60000) or {}) do
    return answer.result, position
  end
end

await("the server", function()
  local clients = vim.lsp.get_clients or vim.lsp.buf_get_clients
  for _, client in pairs(clients()) do
    said.name, said.root = client.name, client.config.root_dir
    return client.initialized ~= false
  end
end)

vim.fn.search("| Gluten network | DEVELOPED |")
vim.cmd([[substitute/DEVELOPED/APPLIED/]])
await("a finding", function() return #codes() > 0 end)
said.codes = codes()

vim.fn.search("Gluten network", "c", vim.fn.line("."))
said.hover = ask("textDocument/hover").contents.value
local target = ask("textDocument/definition")[1]
said.definition = vim.uri_to_fname(target.uri)

vim.fn.search("APPLIED", "c", vim.fn.line("."))
said.completion = {}
for _, item in ipairs(ask("textDocument/completion")) do
  table.insert(said.completion, item.label)
end

vim.fn.search("OK", "c", vim.fn.line("."))
local here = { line = vim.fn.line(".") - 1, character = vim.fn.col(".") - 1 }
local actions = ask("textDocument/codeAction", { range = { start = here, ["end"] = here }, context = { diagnostics = {} } })
said.actions = {}
for _, action in ipairs(actions) do
  table.insert(said.actions, action.title)
end

vim.cmd("undo")
await("all clear", function() return #codes() == 0 end)

local file = io.open(vim.env.SAID, "w")
file:write(vim.fn.json_encode(said))
file:close()
vim.cmd("qall!")
