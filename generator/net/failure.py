"""What went wrong below a request, as the short codes that verdicts and messages are made from."""

import errno
import socket

from generator.net.address import PrivateAddressError
from generator.net.message import Request, Response


def failed(request: Request, failure: str, error: BaseException) -> Response:
    """Return the answer that stands for none: status 0, the code, and the error's own words on one line."""
    detail = " ".join(str(error).split())[:200] or type(error).__name__
    return Response(request.url, 0, failure=failure, detail=detail)


def of_look_up(error: OSError) -> str:
    """Return why a host has no address that may be dialled."""
    if isinstance(error, PrivateAddressError):
        return "private-address"
    match error.errno:
        case socket.EAI_NONAME:
            return "no-such-host"
        case socket.EAI_NODATA:
            return "no-address"
    return "look-up-failed"


def of_socket(error: OSError) -> str:
    """Return why a connection did not come about or broke."""
    match error.errno:
        case errno.ECONNREFUSED:
            return "refused"
        case errno.ENETUNREACH | errno.EHOSTUNREACH | errno.EADDRNOTAVAIL | errno.EACCES:
            return "unreachable"
    return "reset"
