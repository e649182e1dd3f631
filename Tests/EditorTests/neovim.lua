-- Drives a real, headless Neovim with the configuration in editors/neovim, key by key, as a person would.
--
-- usage: SAM_LS=path/to/sam-ls nvim -l Tests/EditorTests/neovim.lua [--show]
-- With --show, prints what the screen shows at each step.

local root = vim.fs.dirname(vim.fs.dirname(vim.fs.dirname(vim.fs.abspath(debug.getinfo(1, 'S').source:sub(2)))))
local server = vim.fs.abspath(assert(vim.env.SAM_LS, 'SAM_LS names no server'))
local shows = vim.tbl_contains(_G.arg or {}, '--show')

local template = [[AWSTemplateFormatVersion: '2010-09-09'
Transform: AWS::Serverless-2016-10-31
Parameters:
  TableName:
    Type: String
Resources:
  HelloFunction:
    Type: AWS::Serverless::Function
    Properties:
      CodeUri: hello/
      Handler: app.handler
      Timout: 10
      Runtime: python3.13
      Environment:
        Variables:
          TABLE: !Ref TableName]]

local folder = vim.fn.tempname()
vim.fn.mkdir(folder .. '/.git', 'p')
local path = folder .. '/template.yaml'
vim.fn.writefile(vim.split(template, '\n'), path)

local editor = vim.fn.jobstart({
  vim.v.progpath, '--embed', '--clean',
  '--cmd', 'set runtimepath^=' .. root .. '/editors/neovim',
}, { rpc = true })
assert(editor > 0, 'Neovim does not start')

-- The result of a piece of Lua in the editor.
local function ask(code, ...)
  return vim.rpcrequest(editor, 'nvim_exec_lua', code, { ... })
end

-- Types keys. Notation as in mappings: <Esc>.
local function type_keys(keys)
  vim.rpcrequest(editor, 'nvim_input', keys)
end

local function screen()
  return ask([[
    vim.cmd.redraw()
    local rows = {}
    for row = 1, vim.o.lines do
      local cells = {}
      for column = 1, vim.o.columns do cells[column] = vim.fn.screenstring(row, column) end
      rows[row] = (table.concat(cells):gsub('%s+$', ''))
    end
    return table.concat(rows, '\n')
  ]])
end

local steps = 0

-- Waits until the code in the editor gives something true, and returns it.
local function expect(what, code, ...)
  local arguments = { ... }
  local result
  local function holds()
    result = ask(code, unpack(arguments))
    return result ~= nil and result ~= vim.NIL and result ~= false
  end
  if not vim.wait(10000, holds, 20) then
    io.stderr:write('FAILS: ' .. what .. '\n' .. screen() .. '\n')
    vim.fn.jobstop(editor)
    os.exit(1)
  end
  steps = steps + 1
  print('ok: ' .. what)
  if shows then print(screen() .. '\n') end
  return result
end

-- Everything that Neovim shows of a diagnostic, once there are as many as said.
local diagnostics = [[
  local found = vim.diagnostic.get(0)
  if #found ~= ... then return nil end
  return vim.tbl_map(function(d) return ('%d:%d-%d:%d %s'):format(d.lnum, d.col, d.end_lnum, d.end_col, d.code) end, found)
]]

vim.rpcrequest(editor, 'nvim_ui_attach', 100, 30, {})
ask([[
  vim.lsp.config('sam_ls', { cmd = { ... } })
  vim.diagnostic.config({ virtual_text = true })
  vim.api.nvim_create_autocmd('LspAttach', {
    callback = function(event)
      vim.lsp.completion.enable(true, event.data.client_id, event.buf, { autotrigger = true })
    end,
  })
  vim.opt.completeopt = { 'menu', 'menuone', 'noselect', 'popup' }
]], server)

type_keys(':edit ' .. path .. '<CR>')
expect('the template has its file type', "return vim.bo.filetype == 'yaml.cloudformation'")
expect('the server is attached, at the root', [[
  local client = vim.lsp.get_clients({ bufnr = 0, name = 'sam_ls' })[1]
  return client and client.initialized and vim.fs.normalize(client.root_dir) == vim.fs.normalize(...)
]], folder)

local found = expect('the misspelt property is found', diagnostics, 1)
assert(found[1] == '11:6-11:12 unknown-property', vim.inspect(found))
expect('and shown at the end of its line', [[
  vim.cmd.redraw()
  local row = ''
  for column = 1, vim.o.columns do row = row .. vim.fn.screenstring(12, column) end
  return row:find("'Timout' is not a property", 1, true) ~= nil
]])

-- A property, completed on a line of its own.
type_keys('/Runtime<CR>oMem')
expect('a property is offered', [[
  if vim.fn.pumvisible() == 0 then
    vim.lsp.completion.get()
    return nil
  end
  return vim.iter(vim.fn.complete_info({ 'items' }).items):any(function(item) return item.word:find('^MemorySize') end)
]])
type_keys('<C-n><C-y>')
expect('and inserted', "return vim.api.nvim_get_current_line():find('^      MemorySize:') ~= nil")
type_keys('<Esc>:stopinsert | silent! undo | edit!<CR>')
expect('the file is as it was', 'return not vim.bo.modified and vim.api.nvim_buf_line_count(0) == 16')

-- A hover on the resource's type.
type_keys('/Serverless::Function<CR>K')
expect('the type is explained', [[
  for _, window in ipairs(vim.api.nvim_list_wins()) do
    if vim.api.nvim_win_get_config(window).relative ~= '' then
      local text = table.concat(vim.api.nvim_buf_get_lines(vim.api.nvim_win_get_buf(window), 0, -1, false), '\n')
      if text:find('AWS::Serverless::Function', 1, true) then return text end
    end
  end
]])
type_keys('<Esc>')

-- From the reference to the parameter.
type_keys('/!Ref \\zsTableName<CR>')
type_keys('<C-]>')
expect('the definition is found', "return vim.fn.line('.') == 4 and vim.fn.col('.') == 3")

-- The mistake mended.
type_keys('/Timout<CR>cwTimeout<Esc>')
expect('mended, the finding goes', [[
  return vim.api.nvim_buf_get_lines(0, 11, 12, false)[1] == '      Timeout: 10' and #vim.diagnostic.get(0) == 0
]])

-- What the function becomes, said above it and shown.
type_keys('/HelloFunction:<CR>')
expect('a lens says what becomes of the function', [[
  local lenses = vim.lsp.codelens.get(0)
  local lens = lenses[1] and (lenses[1].lens or lenses[1])
  if lens and lens.command and lens.command.title == '2 resources' then return true end
  vim.lsp.codelens.refresh({ bufnr = 0 })
]])
ask('vim.lsp.codelens.run()')
expect('the expansion is shown, read-only', [[
  local text = table.concat(vim.api.nvim_buf_get_lines(0, 0, -1, false), '\n')
  return vim.api.nvim_buf_get_name(0):find('template%.expanded%.yaml$') and vim.bo.readonly
    and text:find('AWS::Lambda::Function', 1, true) and text:find('HelloFunctionRole: # from HelloFunction', 1, true)
]])

vim.rpcnotify(editor, 'nvim_command', 'qall!')
vim.fn.jobwait({ editor }, 5000)
vim.fn.delete(folder, 'rf')
print(steps .. ' steps of a person in Neovim hold')
