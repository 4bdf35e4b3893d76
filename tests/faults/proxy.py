"""A line between client and server that can be cut after the server has answered and before the answer arrives."""

import contextlib
import socket
from threading import Thread


class Proxy:
    """Passes requests on; while `cutting`, swallows the answer and closes the line."""

    def __init__(self, port: int) -> None:
        self.target = port
        self.cutting = False
        self.cut = 0
        self._listener = socket.create_server(("127.0.0.1", 0))
        self.port = int(self._listener.getsockname()[1])
        self._thread = Thread(target=self._serve)

    def __enter__(self) -> "Proxy":
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        with contextlib.suppress(OSError):
            self._listener.shutdown(socket.SHUT_RDWR)
        self._listener.close()
        self._thread.join()

    def _serve(self) -> None:
        while True:
            try:
                client, _ = self._listener.accept()
            except OSError:
                return
            with client, socket.create_connection(("127.0.0.1", self.target)) as server:
                server.sendall(_request(client))
                answer = server.recv(65536)  # committed by now: the answer comes after the commit
                if self.cutting:
                    self.cut += 1
                    continue
                while answer:
                    client.sendall(answer)
                    server.settimeout(0.2)
                    try:
                        answer = server.recv(65536)
                    except TimeoutError:
                        break


def _request(client: socket.socket) -> bytes:
    read = b""
    while b"\r\n\r\n" not in read:
        read += client.recv(65536)
    head, _, body = read.partition(b"\r\n\r\n")
    length = int(head.lower().split(b"content-length:")[1].split(b"\r\n")[0])
    while len(body) < length:
        body += client.recv(65536)
    return head + b"\r\n\r\n" + body
