// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/viewmodels/setupserverviewmodel.h"

#include "core/base/serveraddress.h"
#include "ui/viewmodels/enrolmenttexts.h"
#include "ui/viewmodels/setupfiles.h"
#include "ui/viewmodels/texts.h"

#include <QFile>
#include <QRegularExpression>

namespace coffret {

namespace {

constexpr qint64 MaximumAuthorityBytes = 256 * 1024;
constexpr qint64 TolerableSkewSeconds = 10;
constexpr qint64 MaximumSkewSeconds = 300;

} // namespace

SetupServerViewModel::SetupServerViewModel(const SetupProbes &probes, QObject *parent)
    : SetupPart(parent), m_probes(probes)
{
}

void SetupServerViewModel::reset()
{
    abandon();
    m_url.clear();
    m_authorityFile.clear();
    m_expectedFingerprint.clear();
    m_expectedKey.clear();
    m_server.clear();
    m_authorities.clear();
    m_pinned.clear();
    m_certificate = {};
    m_key = {};
    Q_EMIT changed();
}

bool SetupServerViewModel::take()
{
    m_server = serverAddress(m_url);
    m_pinned.clear();
    m_key = {};
    if (!m_server.isEmpty())
        return takeAuthorities();
    fail(tr("This is not an address Coffret can use."),
         tr("It should look like https://vault.example.com, without a user name."));
    return false;
}

bool SetupServerViewModel::takeAuthorities()
{
    m_authorities.clear();
    if (m_authorityFile.isEmpty())
        return true;
    QFile file(m_authorityFile);
    if (!file.open(QIODevice::ReadOnly) || file.size() > MaximumAuthorityBytes) {
        fail(tr("The certificate authority's file cannot be read."), tr("Choose a PEM file."));
        return false;
    }
    m_authorities = file.readAll();
    if (m_authorities.contains("-----BEGIN CERTIFICATE-----"))
        return true;
    fail(tr("The file holds no certificate."), tr("Choose a PEM file; it has a line BEGIN CERTIFICATE."));
    return false;
}

void SetupServerViewModel::probe(bool withKey)
{
    await(m_probes.certificate(m_server, m_authorities), [this, withKey](Expected<ServerCertificate> certificate) {
        if (!certificate) {
            Q_EMIT failed(describe(certificate.error().kind));
            return;
        }
        m_certificate = *std::move(certificate);
        Q_EMIT changed();
        if (withKey && m_certificate.trusted)
            return probeKey();
        Q_EMIT answered();
    });
}

void SetupServerViewModel::probeKey()
{
    await(m_probes.serverKey(m_server, trust()), [this](Expected<ServerKey> key) {
        if (!key) {
            Q_EMIT failed(describe(key.error().kind));
            return;
        }
        if (qAbs(key->clockSkew) > MaximumSkewSeconds) {
            Q_EMIT failed(describeClockSkew(key->clockSkew));
            return;
        }
        m_key = *std::move(key);
        Q_EMIT changed();
        Q_EMIT answered();
    });
}

/// Going on anyway is not offered: the fingerprint must have come another way and agree with what the server shows.
bool SetupServerViewModel::accept()
{
    static const QRegularExpression separators(QStringLiteral("[:\\s]"));
    if (m_certificate.trusted)
        return true;
    const QString expected = QString(m_expectedFingerprint).remove(separators);
    if (expected.isEmpty() || m_certificate.sha256.isEmpty()) {
        Q_EMIT failed(describe(ErrorKind::TlsUntrusted));
        return false;
    }
    if (QByteArray::fromHex(expected.toLatin1()) != m_certificate.sha256) {
        Q_EMIT failed(describe(ErrorKind::TlsPinMismatch));
        return false;
    }
    m_pinned = m_certificate.sha256;
    return true;
}

void SetupServerViewModel::writeTo(Account &account) const
{
    account.server = m_server;
    account.certificateAuthorities = m_authorities;
    account.pinnedCertificate = m_pinned;
    account.serverFingerprint = m_key.fingerprint;
}

QString SetupServerViewModel::certificateFingerprint() const
{
    return groupedFingerprint(QString::fromLatin1(m_certificate.sha256.toHex().toUpper()));
}

QString SetupServerViewModel::keyFingerprint() const
{
    return groupedFingerprint(m_key.fingerprint);
}

QString SetupServerViewModel::expectedKey() const
{
    return groupedFingerprint(m_expectedKey);
}

void SetupServerViewModel::expectKey(const QString &fingerprint)
{
    set(m_expectedKey, fingerprint);
}

bool SetupServerViewModel::isKeyRefused() const
{
    return hasKey() && !m_expectedKey.isEmpty() && m_expectedKey.compare(m_key.fingerprint, Qt::CaseInsensitive) != 0;
}

QString SetupServerViewModel::clockWarning() const
{
    return qAbs(m_key.clockSkew) > TolerableSkewSeconds ? clockText(m_key.clockSkew) : QString();
}

void SetupServerViewModel::setUrl(const QString &url)
{
    set(m_url, url);
}

void SetupServerViewModel::setAuthorityFile(const QString &file)
{
    set(m_authorityFile, localPath(file));
}

void SetupServerViewModel::setExpectedFingerprint(const QString &fingerprint)
{
    set(m_expectedFingerprint, fingerprint);
}

void SetupServerViewModel::set(QString &member, const QString &value)
{
    if (member == value)
        return;
    member = value;
    Q_EMIT changed();
}

} // namespace coffret
