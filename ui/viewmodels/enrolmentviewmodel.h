// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/store/account.h"
#include "ui/viewmodels/setuppart.h"
#include "ui/viewmodels/setupprobes.h"

#include <QtQml/qqmlregistration.h>

#include <optional>

namespace coffret {

/// What a Passbolt server handed out so that somebody can set an account up: an account kit, or a link in an e-mail.
/// At most one of them at a time. Owned by FirstRunViewModel, main thread.
class EnrolmentViewModel : public coffret::SetupPart // in full, or qmllint does not find it
{
    Q_OBJECT
    QML_ELEMENT
    QML_UNCREATABLE("Made by the program")
    Q_PROPERTY(QString personName READ personName NOTIFY changed) ///< whom it is for; empty until that is known
    Q_PROPERTY(QString personEmail READ personEmail NOTIFY changed)
    Q_PROPERTY(bool hasKit READ hasKit NOTIFY changed)
    Q_PROPERTY(QString kitFile READ kitFile NOTIFY changed)
    Q_PROPERTY(QString kitServer READ kitServer NOTIFY changed)
    Q_PROPERTY(QString kitKey READ kitKey NOTIFY changed) ///< fingerprint, in groups
    Q_PROPERTY(QString kitKeyNote READ kitKeyNote NOTIFY changed)
    Q_PROPERTY(bool kitDeleted READ isKitDeleted NOTIFY changed)
    Q_PROPERTY(bool hasLink READ hasLink NOTIFY changed)
    Q_PROPERTY(bool recovering READ isRecovering NOTIFY changed) ///< else: setting up for the first time
public:
    EnrolmentViewModel(const SetupProbes &probes, OpenPgp &openPgp, OwnKeys &ownKeys, QObject *parent = nullptr);

    void reset();
    void stop(); ///< ends what waits for gpg, and drops its answer

    [[nodiscard]] QString personName() const;
    [[nodiscard]] QString personEmail() const;
    [[nodiscard]] QString userId() const; ///< empty without a kit or link

    void openKit(const QString &file); ///< kitOpened() follows, or failed()
    [[nodiscard]] bool hasKit() const { return m_kit.has_value(); }
    [[nodiscard]] QString kitFile() const { return m_kitFile; }
    [[nodiscard]] QString kitServer() const { return m_kit ? m_kit->server.toString() : QString(); }
    [[nodiscard]] QString serverKeyInKit() const { return m_kit ? m_kit->serverFingerprint : QString(); }
    [[nodiscard]] QString kitKey() const;
    [[nodiscard]] QString keyInKit() const { return m_kit ? m_kit->key.info.fingerprint : QString(); }
    [[nodiscard]] QString kitKeyNote() const;
    [[nodiscard]] bool isKitDeleted() const { return m_kitDeleted; }
    Q_INVOKABLE void deleteKit();

    /// False when the text is no link; nothing is changed then.
    [[nodiscard]] bool takeLink(const QString &text);
    [[nodiscard]] bool hasLink() const { return m_link.has_value(); }
    [[nodiscard]] QUrl linkServer() const { return m_link ? m_link->server : QUrl(); }
    [[nodiscard]] bool isRecovering() const { return m_link && m_link->kind == PassboltLink::Kind::Recover; }
    void openLink(const ServerTrust &trust); ///< linkOpened() follows, or failed()
    [[nodiscard]] const std::optional<PassboltInvitation> &invitation() const { return m_invitation; }
    /// The key that the server was told; empty before, and then the link is used up.
    [[nodiscard]] QString completedWith() const { return m_completedWith; }

    /// What has to be done before the first sign-in: puts the kit's key into the user's keyring, or tells the server
    /// the key. Does nothing the second time.
    Task<Expected<void>> settle(Account account);
    [[nodiscard]] UserMessage describeSettling(const Error &error) const;

Q_SIGNALS:
    void kitOpened();
    void linkOpened();

private:
    Task<Expected<void>> importKitKey();
    Task<Expected<void>> completeLink(Account account);

    const SetupProbes &m_probes;
    OpenPgp &m_openPgp;
    OwnKeys &m_ownKeys;
    std::optional<PassboltAccountKit> m_kit;
    QString m_kitFile;
    QByteArray m_kitDigest; ///< SHA-256, so that another file of that name is not taken for it
    bool m_kitDeleted = false;
    bool m_kitKeyImported = false;
    std::optional<PassboltLink> m_link;
    std::optional<PassboltInvitation> m_invitation;
    QString m_completedWith;
    std::stop_source m_stop;
};

} // namespace coffret
