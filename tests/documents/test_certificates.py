"""A chain that browsers complete is no fault for readers; an issuer that nobody knows is."""

from __future__ import annotations

import datetime as dt
import ipaddress
import socket
import ssl
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import AuthorityInformationAccessOID, NameOID

from hub.web.client import Client, Limits
from hub.web.errors import FetchError, Verdict
from hub.web.url_policy import UrlPolicy

ISSUERS_ADDRESS = "http://127.0.0.1:9/mellemled.cer"


def _name(text: str) -> x509.Name:
    return x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, text)])


def _leaf(
    folder: Path, *, names_issuer: bool, days: int = 30, host: str = "127.0.0.1"
) -> tuple[Path, Path]:
    """Write a certificate of 127.0.0.1 by an issuer that is not at hand, and its key."""
    issuer_key, key = (
        ec.generate_private_key(ec.SECP256R1()),
        ec.generate_private_key(ec.SECP256R1()),
    )
    now = dt.datetime.now(dt.UTC)
    made = (
        x509.CertificateBuilder()
        .subject_name(_name("127.0.0.1"))
        .issuer_name(_name("Et mellemled"))
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - dt.timedelta(days=90))
        .not_valid_after(now + dt.timedelta(days=days))
        .add_extension(
            x509.SubjectAlternativeName([x509.IPAddress(ipaddress.ip_address(host))]),
            critical=False,
        )
    )
    if names_issuer:
        access = x509.AccessDescription(
            AuthorityInformationAccessOID.CA_ISSUERS,
            x509.UniformResourceIdentifier(ISSUERS_ADDRESS),
        )
        made = made.add_extension(x509.AuthorityInformationAccess([access]), critical=False)
    certificate = made.sign(issuer_key, hashes.SHA256())
    paths = folder / "leaf.pem", folder / "key.pem"
    paths[0].write_bytes(certificate.public_bytes(serialization.Encoding.PEM))
    paths[1].write_bytes(
        key.private_bytes(
            serialization.Encoding.PEM,
            serialization.PrivateFormat.PKCS8,
            serialization.NoEncryption(),
        )
    )
    return paths


@pytest.fixture
def serve(tmp_path: Path) -> Iterator[Callable[..., str]]:
    """Serve TLS with a certificate alone; return the address."""
    sockets: list[socket.socket] = []

    def start(**leaf: Any) -> str:
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(*_leaf(tmp_path, **leaf))
        listening = socket.create_server(("127.0.0.1", 0))
        sockets.append(listening)

        def run() -> None:
            while True:
                try:
                    plain, _ = listening.accept()
                    with context.wrap_socket(plain, server_side=True):
                        pass
                except ssl.SSLError:
                    continue
                except OSError:
                    return

        threading.Thread(target=run, daemon=True).start()
        return f"https://127.0.0.1:{listening.getsockname()[1]}/a.pdf"

    yield start
    for one in sockets:
        one.close()


@pytest.mark.parametrize(
    ("leaf", "verdict", "cause"),
    [
        ({"names_issuer": True}, Verdict.UNCHECKED, "certificate-incomplete"),
        ({"names_issuer": False}, Verdict.BROKEN, "certificate"),
        ({"names_issuer": True, "days": -1}, Verdict.BROKEN, "certificate"),
        ({"names_issuer": True, "host": "127.0.0.9"}, Verdict.BROKEN, "certificate"),
    ],
    ids=["browsers complete it", "nobody knows the issuer", "expired too", "another host's too"],
)
def test_a_certificate_without_its_issuers(
    serve: Callable[..., str],
    leaf: dict[str, Any],
    verdict: Verdict,
    cause: str,
) -> None:
    client = Client(UrlPolicy({"127.0.0.1": True}), Limits(attempts=1), "test")

    with pytest.raises(FetchError) as failed:
        client.fetch(serve(**leaf), deadline=time.monotonic() + 10)

    assert (failed.value.verdict, failed.value.cause) == (verdict, cause)
