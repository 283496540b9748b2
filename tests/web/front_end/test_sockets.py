import socket
import sys

from web.front_end.sockets import answer_at_once


def test_connections_to_a_socket_that_was_handed_over_answer_at_once():
    with socket.socket(socket.AF_INET) as listening:  # without a protocol, as `streamlit run` makes it
        listening.bind(("127.0.0.1", 0))
        listening.listen()
        changed = answer_at_once()
        with socket.create_connection(listening.getsockname()), listening.accept()[0] as taken:
            at_once = taken.getsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY)
    assert (changed >= 1) == bool(at_once) == (sys.platform == "linux")


def test_files_and_connections_are_left_alone(tmp_path):
    with (tmp_path / "file").open("w"), socket.socket(socket.AF_INET) as resting:
        answer_at_once()
        assert resting.getsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY) == 0
