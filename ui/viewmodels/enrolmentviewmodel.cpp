// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/viewmodels/enrolmentviewmodel.h"

#include "core/store/privatefile.h"
#include "ui/viewmodels/enrolmenttexts.h"
#include "ui/viewmodels/setupfiles.h"
#include "ui/viewmodels/stopping.h"
#include "ui/viewmodels/texts.h"

#include <QCryptographicHash>
#include <QPointer>

namespace coffret {

namespace {
constexpr qint64 MaximumKitBytes = 256 * 1024;
} // namespace

EnrolmentViewModel::EnrolmentViewModel(const SetupProbes &probes, OpenPgp &openPgp, OwnKeys &ownKeys, QObject *parent)
    : SetupPart(parent), m_probes(probes), m_openPgp(openPgp), m_ownKeys(ownKeys)
{
}

void EnrolmentViewModel::stop()
{
    stopAll(m_stop);
    abandon();
}

void EnrolmentViewModel::reset()
{
    stop();
    m_kit.reset();
    m_kitFile.clear();
    m_kitDigest.clear();
    m_kitDeleted = false;
    m_kitKeyImported = false;
    m_link.reset();
    m_invitation.reset();
    m_completedWith.clear();
    Q_EMIT changed();
}

QString EnrolmentViewModel::personName() const
{
    if (m_kit)
        return m_kit->name;
    return m_invitation ? m_invitation->name : QString();
}

QString EnrolmentViewModel::personEmail() const
{
    if (m_kit)
        return m_kit->username;
    return m_invitation ? m_invitation->username : QString();
}

QString EnrolmentViewModel::userId() const
{
    if (m_kit)
        return m_kit->userId;
    return m_link ? m_link->userId : QString();
}

void EnrolmentViewModel::openKit(const QString &file)
{
    const QString path = localPath(file);
    Expected<QByteArray> contents = readPrivateFile(path, MaximumKitBytes);
    if (!contents) {
        Q_EMIT failed(describeKitFailure(contents.error()));
        return;
    }
    const QByteArray digest = QCryptographicHash::hash(*contents, QCryptographicHash::Sha256);
    await(m_probes.readKit(*std::move(contents)), [this, path, digest](Expected<PassboltAccountKit> kit) {
        if (!kit) {
            Q_EMIT failed(describeKitFailure(kit.error()));
            return;
        }
        reset();
        m_kit = *std::move(kit);
        m_kitFile = path;
        m_kitDigest = digest;
        Q_EMIT changed();
        Q_EMIT kitOpened();
    });
}

QString EnrolmentViewModel::kitKey() const
{
    return groupedFingerprint(keyInKit());
}

QString EnrolmentViewModel::kitKeyNote() const
{
    if (!m_kit)
        return {};
    if (m_kit->key.present)
        //: About the key in an account kit
        return tr("Your key; it is in your GnuPG keyring already");
    return m_kit->key.locked ? tr("Your key, locked with your passphrase")
                             : tr("Your key, without a passphrase: whoever has the kit has the key");
}

void EnrolmentViewModel::deleteKit()
{
    if (!m_kit || m_kitDeleted)
        return;
    const Expected<void> destroyed = destroyFile(m_kitFile, m_kitDigest);
    if (!destroyed && destroyed.error().kind == ErrorKind::Conflict)
        return fail(tr("This file is not the account kit any more."), tr("It was left alone."));
    if (!destroyed)
        return fail(tr("The account kit could not be deleted."), tr("Delete it yourself: %1").arg(m_kitFile));
    m_kitDeleted = true;
    Q_EMIT changed();
}

bool EnrolmentViewModel::takeLink(const QString &text)
{
    Expected<PassboltLink> link = parsePassboltLink(text);
    if (!link)
        return false;
    reset();
    m_link = *std::move(link);
    Q_EMIT changed();
    return true;
}

void EnrolmentViewModel::openLink(const ServerTrust &trust)
{
    if (!m_link)
        return;
    m_invitation.reset();
    await(m_probes.openLink(*m_link, trust), [this](Expected<PassboltInvitation> invitation) {
        if (!invitation) {
            Q_EMIT failed(describeLinkFailure(invitation.error()));
            return;
        }
        m_invitation = *std::move(invitation);
        Q_EMIT changed();
        Q_EMIT linkOpened();
    });
}

Task<Expected<void>> EnrolmentViewModel::settle(Account account)
{
    if (m_kit && !m_kitKeyImported)
        co_return co_await importKitKey();
    if (m_link && m_completedWith.isEmpty())
        co_return co_await completeLink(account);
    co_return Expected<void>();
}

UserMessage EnrolmentViewModel::describeSettling(const Error &error) const
{
    return m_link ? describeCompletionFailure(error, m_link->kind) : describeKeyFileFailure(error);
}

Task<Expected<void>> EnrolmentViewModel::importKitKey()
{
    const QPointer<EnrolmentViewModel> self(this);
    const KeyFile &key = m_kit->key;
    KeyFile copy{key.info, key.publicKey, key.privateKey.clone(), key.locked, key.present};
    Task<Expected<KeyInfo>> adopting = adoptKey(&m_ownKeys, &m_openPgp, std::move(copy), m_stop.get_token());
    const Expected<KeyInfo> adopted = co_await adopting;
    if (!adopted)
        co_return failure(adopted);
    if (self && m_kit)
        m_kitKeyImported = true;
    co_return Expected<void>();
}

Task<Expected<void>> EnrolmentViewModel::completeLink(Account account)
{
    const QPointer<EnrolmentViewModel> self(this);
    const PassboltLink link = *m_link;
    const Expected<QByteArray> publicKey = co_await m_ownKeys.publicKey(account.keyFingerprint);
    if (!publicKey)
        co_return failure(publicKey);
    if (!self)
        co_return failure(ErrorKind::Cancelled);
    const ServerTrust trust{account.certificateAuthorities, account.pinnedCertificate};
    Task<Expected<void>> completing = m_probes.completeLink(link, trust, *publicKey);
    const Expected<void> completed = co_await completing;
    if (completed && self && m_link)
        m_completedWith = account.keyFingerprint;
    co_return completed;
}

} // namespace coffret
