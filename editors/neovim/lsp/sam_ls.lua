-- The configuration that `vim.lsp.enable('sam_ls')` starts the server with (Neovim 0.11 or later).
-- To change something, call vim.lsp.config('sam_ls', { ... }) in your own configuration.
return {
  cmd = { 'sam-ls' },
  filetypes = { 'yaml.cloudformation', 'json.cloudformation' },
  -- The folder that `sam build` is run in, or else the repository.
  root_markers = { { '.sam-ls.yaml', 'samconfig.toml', 'samconfig.yaml', '.cfnlintrc' }, '.git' },
}
