"""The deployment's seal under any bytes, kept beside them: for files that leave the machine and are no PDF."""

from datetime import datetime

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec, padding, rsa
from cryptography.x509 import Certificate, load_pem_x509_certificate, load_pem_x509_certificates

from haicap.documents.contract.seals import DetachedSeal, Origin, SealCheck
from haicap.documents.domain import certificates
from haicap.documents.models import keyring
from haicap.documents.services import seals


def seal_bytes(content: bytes, *, holder: str, at: datetime) -> DetachedSeal:
    """The seal over `content`; made for `holder` where there is none yet. FailureError as `seals.current`."""
    _card, pem = seals.current(holder=holder, at=at)
    key = serialization.load_pem_private_key(pem, None)
    if isinstance(key, rsa.RSAPrivateKey):
        signature = key.sign(content, padding.PKCS1v15(), hashes.SHA256())
    elif isinstance(key, ec.EllipticCurvePrivateKey):
        signature = key.sign(content, ec.ECDSA(hashes.SHA256()))
    else:  # pragma: no cover - `install` lets in nothing else
        raise TypeError(type(key).__name__)
    certificate = load_pem_x509_certificates(pem)[0].public_bytes(serialization.Encoding.PEM)
    return DetachedSeal(certificate.decode(), signature, at)


def check_bytes(content: bytes, seal: DetachedSeal) -> SealCheck | None:
    """Whose seal it is and whether it is genuine; None where its certificate cannot be read."""
    try:
        certificate = load_pem_x509_certificate(seal.certificate.encode())
    except ValueError:
        return None
    card = certificates.card(certificate)
    origin = Origin.OWN if card.fingerprint in keyring.ours() else Origin.UNKNOWN
    genuine = _genuine(certificate, seal.signature, content)
    return SealCheck(card, origin, seal.sealed_at, genuine=genuine, covers=True)


def _genuine(certificate: Certificate, signature: bytes, content: bytes) -> bool:
    key = certificate.public_key()
    try:
        if isinstance(key, rsa.RSAPublicKey):
            key.verify(signature, content, padding.PKCS1v15(), hashes.SHA256())
        elif isinstance(key, ec.EllipticCurvePublicKey):
            key.verify(signature, content, ec.ECDSA(hashes.SHA256()))
        else:
            return False
    except InvalidSignature:
        return False
    return True
