"""Certificates that are not complete: a server sends its own and forgets the one that signed it.

Browsers fetch the missing one from the address that the certificate names, so that readers get in.
"""

from __future__ import annotations

import contextlib
import datetime as dt
import socket
import ssl

from cryptography import x509
from cryptography.x509.oid import AuthorityInformationAccessOID

from hub.web.url_policy import UrlPolicy

_MISSING_ISSUER = (20, 21)
"""OpenSSL's numbers for a chain whose next certificate is not at hand."""


def is_completed_by_browsers(
    error: ssl.SSLCertVerificationError, policy: UrlPolicy, host: str, port: int, seconds: float
) -> bool:
    """Return whether a certificate was refused only because the server left out its issuer's.

    It must be the host's own, and valid today. It is fetched once more for that, from where the
    policy allows, and nothing else is sent.
    """
    if error.verify_code not in _MISSING_ISSUER:
        return False
    with contextlib.suppress(OSError, ValueError, x509.ExtensionNotFound):
        certificate = x509.load_der_x509_certificate(_certificate(policy, host, port, seconds))
        access = certificate.extensions.get_extension_for_class(x509.AuthorityInformationAccess)
        issuers = [
            one
            for one in access.value
            if one.access_method == AuthorityInformationAccessOID.CA_ISSUERS
        ]
        is_signed = certificate.issuer != certificate.subject
        return bool(issuers) and is_signed and _is_valid(certificate) and _is_of(certificate, host)
    return False


def _is_valid(certificate: x509.Certificate) -> bool:
    now = dt.datetime.now(dt.UTC)
    return certificate.not_valid_before_utc <= now <= certificate.not_valid_after_utc


def _is_of(certificate: x509.Certificate, host: str) -> bool:
    """Return whether a certificate names a host, or all hosts one name below another."""
    names = certificate.extensions.get_extension_for_class(x509.SubjectAlternativeName).value
    addresses = {str(one) for one in names.get_values_for_type(x509.IPAddress)}
    hosts = {one.lower() for one in names.get_values_for_type(x509.DNSName)}
    return host in addresses or not hosts.isdisjoint((host, f"*.{host.partition('.')[2]}"))


def _certificate(policy: UrlPolicy, host: str, port: int, seconds: float) -> bytes:
    context = ssl.create_default_context()
    context.check_hostname = False
    context.verify_mode = ssl.CERT_NONE  # it is looked at, not trusted
    address = policy.resolved(host, port)[0]
    with (
        socket.create_connection((address, port), max(0.1, seconds)) as plain,
        context.wrap_socket(plain, server_hostname=host) as encrypted,
    ):
        return encrypted.getpeercert(binary_form=True) or b""
