"""What the errors of the HTTP client, the network and the encryption mean for an address."""

from __future__ import annotations

import errno
import socket
import ssl
from collections.abc import Mapping

import httpcore

from hub.web.decoders import BadEncoding
from hub.web.errors import Cause, FetchError, Reach

CLIENT_ERRORS = (
    httpcore.NetworkError,
    httpcore.TimeoutException,
    httpcore.ProtocolError,
    BadEncoding,
    OSError,
    ValueError,
)


OWN_FAULTS = (errno.EMFILE, errno.ENFILE, errno.ENOMEM, errno.ENOBUFS, errno.ENOSPC)
"""What the system refuses because of this machine: it says nothing of an address."""


def failure_of_error(error: Exception, host: str) -> FetchError:  # noqa: PLR0911  # a list of cases
    """Return what an error of the client, the network or the transport encryption means."""
    match error:
        case BadEncoding():
            return FetchError("damaged", "cut", retry=True)
        case httpcore.TimeoutException():
            is_connected = not isinstance(error, httpcore.ConnectTimeout)
            reach = Reach.ANSWERED if is_connected else Reach.SILENT
            return FetchError("unchecked", "slow", reach=reach, retry=True)
        case httpcore.RemoteProtocolError() if "without sending complete" in str(error):
            return FetchError("damaged", "cut", retry=True)
        case httpcore.RemoteProtocolError() if "disconnected without" in str(error):
            return FetchError("unchecked", "connection-lost", retry=True)
        case httpcore.ProtocolError() | ValueError() if not isinstance(error, OSError):
            return FetchError("broken", "odd-answer", reason=str(error))
    cause = first_cause(error)
    match cause:
        case ssl.SSLCertVerificationError():
            told = _CERTIFICATE_CAUSES.get(cause.verify_code, "certificate")
            # Of every host alike it is the machine's clock, its authorities, or who reads along.
            return FetchError(
                "broken", told, reach=Reach.SILENT, host=host, reason=cause.verify_message
            )
        case ssl.SSLError() if not isinstance(error, httpcore.ReadError):
            return FetchError("broken", "tls", host=host, reason=cause.reason or str(cause))
        case socket.gaierror() if cause.errno != socket.EAI_AGAIN:
            return FetchError("broken", "no-host", reach=Reach.SILENT, host=host)
        case ConnectionRefusedError():
            return FetchError("broken", "refused", reach=Reach.SILENT, host=host, retry=True)
    return FetchError("unchecked", "connection-lost", reach=_reach(error, cause), retry=True)


def _reach(error: Exception, cause: BaseException) -> Reach:
    """Return how far a host was reached that gave no answer."""
    if isinstance(cause, socket.gaierror) or getattr(cause, "errno", None) in _NO_WAY_OUT:
        return Reach.CUT_OFF
    return Reach.SILENT if isinstance(error, httpcore.ConnectError) else Reach.ANSWERED


_NO_WAY_OUT = (errno.ENETUNREACH, errno.ENETDOWN, errno.EADDRNOTAVAIL)


_CERTIFICATE_CAUSES: Mapping[int, Cause] = {
    10: "certificate-expired",
    62: "certificate-host",
    64: "certificate-host",
}
"""By OpenSSL's number for what is wrong; 62 is for a name and 64 for a numeric address."""


def first_cause(error: BaseException) -> BaseException:
    """Return the error that an error began with."""
    while (cause := error.__cause__ or error.__context__) is not None:
        error = cause
    return error
