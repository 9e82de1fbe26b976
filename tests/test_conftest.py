import socket
import threading

import pytest

from tests.conftest import BeyondLoopbackError


def test_no_test_reaches_another_machine_by_number() -> None:
    with socket.socket() as one, pytest.raises(BeyondLoopbackError):
        one.connect(("192.0.2.1", 443))


def test_no_test_asks_for_the_address_of_another_machine() -> None:
    with pytest.raises(BeyondLoopbackError):
        socket.create_connection(("list.example", 443))


def test_no_test_sends_a_datagram_to_another_machine() -> None:
    with socket.socket(type=socket.SOCK_DGRAM) as one, pytest.raises(BeyondLoopbackError):
        one.sendto(b"x", ("192.0.2.1", 53))


def test_a_server_of_the_test_itself_can_be_reached() -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:
        port = server.getsockname()[1]
        answer: list[bytes] = []

        def serve() -> None:
            connection, _ = server.accept()
            with connection:
                answer.append(connection.recv(2))

        thread = threading.Thread(target=serve)
        thread.start()
        with socket.create_connection(("localhost", port), timeout=10) as client:
            client.sendall(b"hi")
        thread.join(10)
    assert answer == [b"hi"]
