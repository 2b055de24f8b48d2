// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/store/account.h"
#include "ui/viewmodels/setuppart.h"
#include "ui/viewmodels/setupprobes.h"

#include <QtQml/qqmlregistration.h>

namespace coffret {

/// Which server an account is on, and why it is believed to be the right one. Owned by FirstRunViewModel, main thread.
class SetupServerViewModel : public coffret::SetupPart // in full, or qmllint does not find it
{
    Q_OBJECT
    QML_ELEMENT
    QML_UNCREATABLE("Made by the program")
    Q_PROPERTY(QString url READ url WRITE setUrl NOTIFY changed)
    Q_PROPERTY(QString authorityFile READ authorityFile WRITE setAuthorityFile NOTIFY changed)
    Q_PROPERTY(QString certificateFingerprint READ certificateFingerprint NOTIFY changed)
    Q_PROPERTY(QString certificateSubject READ certificateSubject NOTIFY changed)
    Q_PROPERTY(bool certificateTrusted READ isCertificateTrusted NOTIFY changed)
    Q_PROPERTY(QString expectedFingerprint READ expectedFingerprint WRITE setExpectedFingerprint NOTIFY changed)
    Q_PROPERTY(QString keyFingerprint READ keyFingerprint NOTIFY changed)
    Q_PROPERTY(QString expectedKey READ expectedKey NOTIFY changed) ///< what an account kit says; empty without one
    Q_PROPERTY(bool keyRefused READ isKeyRefused NOTIFY changed)    ///< it is another one
    Q_PROPERTY(QString clockWarning READ clockWarning NOTIFY changed)
public:
    explicit SetupServerViewModel(const SetupProbes &probes, QObject *parent = nullptr);

    void reset(); ///< everything typed and heard is forgotten

    [[nodiscard]] QString url() const { return m_url; }
    void setUrl(const QString &url);
    [[nodiscard]] QString authorityFile() const { return m_authorityFile; }
    void setAuthorityFile(const QString &file);
    [[nodiscard]] QString certificateFingerprint() const;
    [[nodiscard]] QString certificateSubject() const { return m_certificate.subject; }
    [[nodiscard]] bool isCertificateTrusted() const { return m_certificate.trusted; }
    /// SHA-256 of the certificate as somebody else told it: what pins a certificate no authority vouches for.
    [[nodiscard]] QString expectedFingerprint() const { return m_expectedFingerprint; }
    void setExpectedFingerprint(const QString &fingerprint);
    [[nodiscard]] QString keyFingerprint() const;
    [[nodiscard]] QString expectedKey() const;
    void expectKey(const QString &fingerprint);
    [[nodiscard]] bool isKeyRefused() const;
    [[nodiscard]] QString clockWarning() const;
    [[nodiscard]] qint64 clockSkew() const { return m_key.clockSkew; }

    /// Reads what was typed. False, and failed() says why, when it cannot be used.
    [[nodiscard]] bool take();
    /// Looks at the certificate and, when it is trusted and the key wanted, at the key; answered() follows.
    void probe(bool withKey);
    void probeKey();
    /// Whether to talk to it: its certificate is vouched for, or is the one expected. failed() says why not.
    [[nodiscard]] bool accept();
    [[nodiscard]] bool hasKey() const { return !m_key.fingerprint.isEmpty(); }
    [[nodiscard]] ServerTrust trust() const { return {m_authorities, m_pinned}; }
    [[nodiscard]] QString host() const { return m_server.host(); }
    void writeTo(Account &account) const;

Q_SIGNALS:
    void answered();

private:
    [[nodiscard]] bool takeAuthorities();
    void set(QString &member, const QString &value);

    const SetupProbes &m_probes;
    QString m_url;
    QString m_authorityFile;
    QString m_expectedFingerprint;
    QString m_expectedKey;
    QUrl m_server;
    QByteArray m_authorities;
    QByteArray m_pinned;
    ServerCertificate m_certificate;
    ServerKey m_key;
};

} // namespace coffret
