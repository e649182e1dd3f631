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
    "codeLensProvider": ("textDocument/codeLens", "document"),
}

# What is announced without being asked at places.
OTHERS = {"executeCommandProvider"}

CAPABILITIES = {
    "plain": {},
    "files": {"window": {"showDocument": {"support": True}}},
    "rich": {
        "window": {"showDocument": {"support": True}},
        "workspace": {
            "textDocumentContent": {},
            "didChangeWatchedFiles": {"dynamicRegistration": True, "relativePatternSupport": True},
        },
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
        self.requests = []

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
        while "method" in (message := self.receive()):
            self.take(message)
        assert message["id"] == self.last_id, message
        assert "error" not in message, message
        CONVERTER.structure(message, types.METHOD_TO_TYPES[method][1])
        return message["result"]


    def take(self, message):
        """Keeps a notification; answers a request of the server's own."""
        if "id" not in message:
            self.notifications.append(message)
            return
        self.requests.append(message)
        result = {"success": True} if message["method"] == "window/showDocument" else None
        self.send(id=message["id"], result=result)


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
                    if method == "textDocument/codeLens":
                        for lens in answer:
                            lens = server.request("codeLens/resolve", lens)
                            expand = {key: lens["command"][key] for key in ("command", "arguments")}
                            assert expand["command"] in announced["executeCommandProvider"]["commands"]
                            expanded = server.request("workspace/executeCommand", expand)
                            assert ("text" in expanded) == (name == "plain"), expanded
                            for scheme in announced.get("workspace", {}).get("textDocumentContent", {}).get("schemes", []):
                                shown = f"{scheme}://{path}"
                                assert server.request("workspace/textDocumentContent", {"uri": shown})["text"]
            server.notify("textDocument/didClose", {"textDocument": document})
        assert server.request("shutdown", None) is None
        server.notify("exit", None)
        assert server.process.wait(5) == 0
        for message in server.requests:
            CONVERTER.structure(message, types.METHOD_TO_TYPES[message["method"]][0])
        asked_by_server = {message["method"] for message in server.requests}
        assert ("window/showDocument" in asked_by_server) == (name != "plain"), asked_by_server
        for message in server.notifications:
            CONVERTER.structure(message, types.METHOD_TO_TYPES[message["method"]][0])
            published += bool(message["params"].get("diagnostics"))
        print(f"{name} client: {asked} requests, {answered} with an answer, {published} with findings: all valid")
    assert answered and published, "nothing was answered or nothing was found"
    unknown = {key for key in announced if key.endswith("Provider")} - set(REQUESTS) - OTHERS
    assert not unknown, f"announced but not tested here: {sorted(unknown)}"


main(sys.argv[1], sys.argv[2:])
