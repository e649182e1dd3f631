;;; sam-ls.el --- AWS SAM and CloudFormation templates with sam-ls  -*- lexical-binding: t; -*-

;; Emacs 29 or later, or 28 with eglot from ELPA; yaml-mode for highlighting.  In your init file:
;;
;;   (load "/path/to/editors/emacs/sam-ls.el")
;;
;; Templates are recognised by what is in them.  M-x eglot-code-actions, C-h . (the documentation at point),
;; M-. (the definition) and M-x imenu do what they do in any other language.

(require 'eglot)
(require 'yaml-mode)

(define-derived-mode sam-template-mode yaml-mode "SAM"
  "Major mode for AWS SAM and CloudFormation templates in YAML.")

(define-derived-mode sam-template-json-mode js-mode "SAM/JSON"
  "Major mode for AWS SAM and CloudFormation templates in JSON.")

(defun sam-ls-template-p ()
  "Whether the start of the buffer looks like a template."
  (save-excursion
    (goto-char (point-min))
    (re-search-forward
     "^[ \t{]*[\"']?AWSTemplateFormatVersion[\"']?[ \t]*:\\|AWS::Serverless-2016-10-31\\|^[ \t]+[\"']?Type[\"']?[ \t]*:[ \t]*[\"']?AWS::[[:alnum:]]+::"
     (min (point-max) (+ (point-min) 20000)) t)))

(defun sam-ls-yaml-template-p ()
  "Whether the buffer looks like a template in YAML."
  (and (not (looking-at "[ \t\n\r]*{")) (sam-ls-template-p)))

(defun sam-ls-json-template-p ()
  "Whether the buffer looks like a template in JSON."
  (and (looking-at "[ \t\n\r]*{") (sam-ls-template-p)))

(add-to-list 'magic-mode-alist '(sam-ls-yaml-template-p . sam-template-mode))
(add-to-list 'magic-mode-alist '(sam-ls-json-template-p . sam-template-json-mode))
(add-to-list 'eglot-server-programs '((sam-template-mode sam-template-json-mode) . ("sam-ls")))
(add-hook 'sam-template-mode-hook #'eglot-ensure)
(add-hook 'sam-template-json-mode-hook #'eglot-ensure)

(defun sam-ls-expand ()
  "Show the CloudFormation template that SAM makes of this one."
  (interactive)
  (let* ((uri (if (fboundp 'eglot-path-to-uri)
                  (eglot-path-to-uri buffer-file-name)
                (eglot--path-to-uri buffer-file-name)))
         (answer (jsonrpc-request (eglot--current-server-or-lose) :workspace/executeCommand
                                  `(:command "sam-ls.expand" :arguments [,uri])))
         (text (plist-get answer :text)))
    ;; Where Emacs shows documents itself (30 and later), the server has asked it to.
    (when text
      (with-current-buffer (get-buffer-create (format "*%s expanded*" (buffer-name)))
        (let ((inhibit-read-only t))
          (erase-buffer)
          (insert text))
        (goto-char (point-min))
        (yaml-mode)
        (view-mode 1)
        (pop-to-buffer (current-buffer))))))

(provide 'sam-ls)
;;; sam-ls.el ends here
