print("sam-ls")
