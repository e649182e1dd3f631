-- Tells templates from other YAML and JSON, and starts sam-ls for them.
--
-- A template is a file of the type `yaml.cloudformation` or `json.cloudformation`: still YAML or JSON to everything
-- else (syntax, indentation), but not to other language servers, which take !Ref and !Sub for mistakes.

-- How many lines may come before the first sign of a template: comments, a description, parameters.
local lines_to_read = 200

local signs = {
  '^["\']?AWSTemplateFormatVersion["\']?%s*:',
  '^%s*"AWSTemplateFormatVersion"%s*:',
  'AWS::Serverless%-2016%-10%-31',
  '^%s+["\']?Type["\']?%s*:%s*["\']?AWS::%w+::%w+',
}

local function is_template(path, bufnr)
  local lines = vim.api.nvim_buf_get_lines(bufnr, 0, lines_to_read, false)
  for _, line in ipairs(lines) do
    for _, sign in ipairs(signs) do
      if line:find(sign) then
        return true
      end
    end
  end
  -- A new file of the usual name is about to become one.
  local is_empty = #lines == 0 or (#lines == 1 and lines[1] == '')
  return is_empty and vim.fs.basename(path):find('^template%.%a+$') ~= nil
end

local function detect(filetype)
  return {
    function(path, bufnr)
      return bufnr and is_template(path, bufnr) and filetype or nil
    end,
    { priority = 10 },
  }
end

vim.filetype.add({
  pattern = {
    ['.*%.ya?ml'] = detect('yaml.cloudformation'),
    ['.*%.json'] = detect('json.cloudformation'),
    ['.*%.template'] = detect('yaml.cloudformation'),
  },
})

vim.lsp.enable('sam_ls')
