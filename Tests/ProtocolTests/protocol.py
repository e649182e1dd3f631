"""Asks a language server everything that it announces, at every place of a template, and holds each message that it
sends against the protocol's own types (the lsprotocol package).

usage: protocol.py SERVER TEMPLATE...
"""

import json
import pathlib
import subprocess
import sys

from lsprotocol import converters, types

CONVERTER = converters.get_converter()

# The requests by capability, and what each is about.
REQUESTS = {
    "completionProvider": ("textDocument/completion", "position"),
    "hoverProvider": ("textDocument/hover", "position"),
    "definitionProvider": ("textDocument/definition", "position"),
    "documentSymbolProvider": ("textDocument/documentSymbol", "document"),
}

CAPABILITIES = {
    "plain": {},
    "rich": {
        "general": {"positionEncodings": ["utf-16"]},
        "textDocument": {
            "publishDiagnostics": {
                "relatedInformation": True,
                "codeDescriptionSupport": True,
                "dataSupport": True,
                "tagSupport": {"valueSet": [1, 2]},
            },
            "completion": {
                "completionItem": {
                    "snippetSupport": True,
                    "documentationFormat": ["markdown"],
                    "preselectSupport": True,
                    "tagSupport": {"valueSet": [1]},
                    "insertTextModeSupport": {"valueSet": [1, 2]},
                },
                "completionList": {"itemDefaults": ["editRange"]},
            },
            "hover": {"contentFormat": ["markdown", "plaintext"]},
            "definition": {"linkSupport": True},
            "documentSymbol": {"hierarchicalDocumentSymbolSupport": True},
        },
    },
}


class Server:
    """A server and the messages that it has sent."""

    def __init__(self, command):
        self.process = subprocess.Popen([command], stdin=subprocess.PIPE, stdout=subprocess.PIPE)
        self.last_id = 0
        self.notifications = []

    def send(self, **message):
        body = json.dumps({"jsonrpc": "2.0", **message}).encode()
        self.process.stdin.write(b"Content-Length: %d\r\n\r\n%s" % (len(body), body))
        self.process.stdin.flush()

    def receive(self):
        length = None
        while (line := self.process.stdout.readline().strip()) != b"":
            name, value = line.split(b":")
            assert name == b"Content-Length", line
            length = int(value)
        return json.loads(self.process.stdout.read(length))

    def notify(self, method, params):
        self.send(method=method, params=params)

    def request(self, method, params):
        """The checked answer to a request; what comes before it is kept."""
        self.last_id += 1
        self.send(id=self.last_id, method=method, params=params)
        while "id" not in (message := self.receive()):
            self.notifications.append(message)
        assert message["id"] == self.last_id, message
        assert "error" not in message, message
        CONVERTER.structure(message, types.METHOD_TO_TYPES[method][1])
        return message["result"]


def main(command, templates):
    asked = answered = published = 0
    for name, capabilities in CAPABILITIES.items():
        server = Server(command)
        result = server.request("initialize", {"processId": None, "rootUri": None, "capabilities": capabilities})
        announced = result["capabilities"]
        server.notify("initialized", {})
        for template in templates:
            path = pathlib.Path(template).resolve()
            text = path.read_text()
            document = {"uri": path.as_uri()}
            server.notify(
                "textDocument/didOpen",
                {"textDocument": {**document, "languageId": "yaml", "version": 1, "text": text}},
            )
            positions = [
                {"line": number, "character": character}
                for number, line in enumerate(text.splitlines())
                for character in sorted({0, len(line) - len(line.lstrip()), len(line) // 2, len(line)})
            ]
            for capability, (method, subject) in REQUESTS.items():
                assert announced.get(capability), f"{capability} is not announced"
                for position in positions if subject == "position" else [None]:
                    params = {"textDocument": document}
                    if position:
                        params["position"] = position
                    answer = server.request(method, params)
                    asked += 1
                    answered += bool(answer)
                    if method == "textDocument/completion" and answer and answer["items"]:
                        server.request("completionItem/resolve", answer["items"][0])
            server.notify("textDocument/didClose", {"textDocument": document})
        assert server.request("shutdown", None) is None
        server.notify("exit", None)
        assert server.process.wait(5) == 0
        for message in server.notifications:
            CONVERTER.structure(message, types.METHOD_TO_TYPES[message["method"]][0])
            published += bool(message["params"].get("diagnostics"))
        print(f"{name} client: {asked} requests, {answered} with an answer, {published} with findings: all valid")
    assert answered and published, "nothing was answered or nothing was found"
    unknown = {key for key in announced if key.endswith("Provider")} - set(REQUESTS)
    assert not unknown, f"announced but not tested here: {sorted(unknown)}"


main(sys.argv[1], sys.argv[2:])
