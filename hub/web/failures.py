"""What the errors of the HTTP client, the network and the encryption mean for an address."""

from __future__ import annotations

import errno
import socket
import ssl

import httpcore

from hub.web.decoders import BadEncoding
from hub.web.errors import FetchError, Reach

CLIENT_ERRORS = (
    httpcore.NetworkError,
    httpcore.TimeoutException,
    httpcore.ProtocolError,
    BadEncoding,
    OSError,
    ValueError,
)


def failure_of_error(error: Exception, host: str) -> FetchError:  # noqa: PLR0911  # a list of cases
    """Return what an error of the client, the network or the transport encryption means."""
    match error:
        case BadEncoding():
            return FetchError("damaged", "document-cut", retry=True)
        case httpcore.TimeoutException():
            is_connected = not isinstance(error, httpcore.ConnectTimeout)
            reach = Reach.ANSWERED if is_connected else Reach.SILENT
            return FetchError("unchecked", "document-slow", reach=reach, retry=True)
        case httpcore.RemoteProtocolError() if "without sending complete" in str(error):
            return FetchError("damaged", "document-cut", retry=True)
        case httpcore.RemoteProtocolError() if "disconnected without" in str(error):
            return FetchError("unchecked", "document-connection-lost", retry=True)
        case httpcore.ProtocolError() | ValueError() if not isinstance(error, OSError):
            return FetchError("broken", "document-odd-answer", reason=str(error))
    cause = first_cause(error)
    match cause:
        case ssl.SSLCertVerificationError():
            rule = _CERTIFICATE_RULES.get(cause.verify_code, "document-certificate")
            # Of every host alike it is the machine's clock, its authorities, or who reads along.
            return FetchError(
                "broken", rule, reach=Reach.SILENT, host=host, reason=cause.verify_message
            )
        case ssl.SSLError() if not isinstance(error, httpcore.ReadError):
            return FetchError(
                "broken", "document-tls", host=host, reason=cause.reason or str(cause)
            )
        case socket.gaierror() if cause.errno != socket.EAI_AGAIN:
            return FetchError("broken", "document-no-host", reach=Reach.SILENT, host=host)
        case ConnectionRefusedError():
            return FetchError(
                "broken", "document-refused", reach=Reach.SILENT, host=host, retry=True
            )
    return FetchError(
        "unchecked", "document-connection-lost", reach=_reach(error, cause), retry=True
    )


def _reach(error: Exception, cause: BaseException) -> Reach:
    """Return how far a host was reached that gave no answer."""
    if isinstance(cause, socket.gaierror) or getattr(cause, "errno", None) in _NO_WAY_OUT:
        return Reach.CUT_OFF
    return Reach.SILENT if isinstance(error, httpcore.ConnectError) else Reach.ANSWERED


_NO_WAY_OUT = (errno.ENETUNREACH, errno.ENETDOWN, errno.EADDRNOTAVAIL)


_CERTIFICATE_RULES = {
    10: "document-certificate-expired",
    62: "document-certificate-host",
    64: "document-certificate-host",
}
"""By OpenSSL's number for what is wrong; 62 is for a name and 64 for a numeric address."""


def first_cause(error: BaseException) -> BaseException:
    """Return the error that an error began with."""
    while (cause := error.__cause__ or error.__context__) is not None:
        error = cause
    return error
