// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/viewmodels/ownkeysviewmodel.h"

#include "core/store/privatefile.h"
#include "ui/viewmodels/enrolmenttexts.h"
#include "ui/viewmodels/setupfiles.h"
#include "ui/viewmodels/stopping.h"
#include "ui/viewmodels/texts.h"

#include <QDir>
#include <QFileInfo>
#include <QRegularExpression>

namespace coffret {

namespace {
constexpr qint64 MaximumKeyBytes = 64 * 1024;
} // namespace

OwnKeysViewModel::OwnKeysViewModel(OpenPgp &openPgp, OwnKeys &ownKeys, const Clock &clock, QObject *parent)
    : SetupPart(parent), m_openPgp(openPgp), m_ownKeys(ownKeys), m_clock(clock)
{
}

void OwnKeysViewModel::reset()
{
    stop();
    m_keys.setKeys({});
    m_demand = {};
    m_selected.clear();
    m_file.reset();
    m_created.clear();
    m_backupFile.clear();
    Q_EMIT changed();
}

void OwnKeysViewModel::stop()
{
    stopAll(m_stop);
    abandon();
}

void OwnKeysViewModel::load(const KeyDemand &demand)
{
    m_demand = demand;
    reload();
}

void OwnKeysViewModel::reload()
{
    await(m_openPgp.secretKeys(), [this](Expected<std::vector<KeyInfo>> keys) {
        if (!keys) {
            Q_EMIT failed(describe(keys.error().kind));
            return;
        }
        show(*std::move(keys));
    });
}

void OwnKeysViewModel::show(std::vector<KeyInfo> keys)
{
    m_keys.setKeys(std::move(keys), [this](const KeyInfo &key) { return reasonAgainst(key); });
    if (!m_keys.isUsable(m_selected))
        m_selected = m_keys.firstUsable();
    Q_EMIT changed();
    if (!m_selected.isEmpty() || m_demand.isNew)
        return;
    if (!m_demand.fingerprint.isEmpty())
        fail(
            tr("The key your server knows you by is not on this computer."),
            tr("Use a file with that key, such as your recovery kit, or insert your card and come back to this page."));
    else if (m_keys.rowCount() == 0)
        fail(tr("There is no OpenPGP key of yours on this computer."),
             tr("Use a file with your key, or insert your card and come back to this page."));
}

/// A key from the future is not one: a moment later it is of the present.
QString OwnKeysViewModel::reasonAgainst(const KeyInfo &key) const
{
    if (!key.canReceive())
        //: Under a key in a list: why it cannot be chosen
        return tr("Expired, revoked, or not able to decrypt");
    if (!m_demand.fingerprint.isEmpty() && key.fingerprint != m_demand.fingerprint)
        return tr("Not the key your server knows you by");
    if (!m_demand.isNew)
        return {};
    const PassboltKeyFlaw flaw = flawOfPassboltKey(key, serverNow());
    return flaw == PassboltKeyFlaw::FromTheFuture ? QString() : flawText(flaw);
}

bool OwnKeysViewModel::accept()
{
    const std::optional<KeyInfo> key = m_keys.find(m_selected);
    if (!key || !m_keys.isUsable(m_selected)) {
        fail(tr("No key is chosen yet."), m_demand.isNew ? tr("Choose one of your keys, or make a new one.")
                                                         : tr("Choose the key that the server knows you by."));
        return false;
    }
    if (m_demand.isNew && flawOfPassboltKey(*key, serverNow()) == PassboltKeyFlaw::FromTheFuture) {
        fail(tr("By the server's clock this key is not made yet."),
             inOneParagraph({clockText(m_demand.clockSkew),
                             tr("Wait that long, or set the clock and make another key; then press Next again.")}));
        return false;
    }
    return true;
}

QDateTime OwnKeysViewModel::serverNow() const
{
    return m_clock.now().addSecs(m_demand.clockSkew);
}

void OwnKeysViewModel::setSelected(const QString &fingerprint)
{
    if (m_selected == fingerprint)
        return;
    m_selected = fingerprint;
    Q_EMIT changed();
}

QString OwnKeysViewModel::demanded() const
{
    return groupedFingerprint(m_demand.fingerprint);
}

QString OwnKeysViewModel::newOwner() const
{
    return m_demand.name.isEmpty() ? m_demand.email
                                   : m_demand.name + QStringLiteral(" <") + m_demand.email + QLatin1Char('>');
}

void OwnKeysViewModel::openFile(const QString &file)
{
    if (isBusy())
        return;
    m_file.reset();
    Q_EMIT changed();
    Expected<QByteArray> contents = readPrivateFile(localPath(file), MaximumKeyBytes);
    if (!contents) {
        Q_EMIT failed(describeKeyFileFailure(contents.error()));
        return;
    }
    SecretBuffer key = SecretBuffer::takeFrom({contents->data(), static_cast<std::size_t>(contents->size())});
    await(m_ownKeys.inspect(std::move(key)), [this](Expected<KeyFile> looked) {
        if (!looked) {
            Q_EMIT failed(describeKeyFileFailure(looked.error()));
            return;
        }
        m_file = *std::move(looked);
        Q_EMIT changed();
    });
}

QString OwnKeysViewModel::fileFingerprint() const
{
    return m_file ? groupedFingerprint(m_file->info.fingerprint) : QString();
}

QString OwnKeysViewModel::fileNote() const
{
    if (!m_file)
        return {};
    const QString reason = reasonAgainst(m_file->info);
    if (!reason.isEmpty())
        return reason;
    if (m_file->present)
        //: About a key in a file
        return tr("Is in your GnuPG keyring already.");
    return m_file->locked ? tr("Goes into your GnuPG keyring as it is; gpg then asks for its passphrase.")
                          : tr("Has no passphrase: whoever gets the file has the key. Goes into your GnuPG keyring as "
                               "it is.");
}

void OwnKeysViewModel::importFile()
{
    if (isBusy() || !m_file)
        return;
    KeyFile copy{m_file->info, m_file->publicKey, m_file->privateKey.clone(), m_file->locked, m_file->present};
    await(adoptKey(&m_ownKeys, &m_openPgp, std::move(copy), m_stop.get_token()), [this](Expected<KeyInfo> key) {
        if (!key) {
            Q_EMIT failed(describeKeyFileFailure(key.error()));
            return;
        }
        m_selected = key->fingerprint;
        m_file.reset();
        Q_EMIT changed();
        reload();
    });
}

void OwnKeysViewModel::forgetFile()
{
    m_file.reset();
    Q_EMIT changed();
}

void OwnKeysViewModel::create()
{
    if (isBusy() || !m_demand.isNew)
        return;
    await(m_ownKeys.create(m_demand.name, m_demand.email, m_stop.get_token()), [this](Expected<QString> made) {
        if (!made) {
            Q_EMIT failed(describe(made.error().kind));
            return;
        }
        m_created = *made;
        m_selected = *made;
        m_backupFile.clear();
        Q_EMIT changed();
        reload();
    });
}

QString OwnKeysViewModel::suggestedBackup() const
{
    static const QRegularExpression unwanted(QStringLiteral("[^A-Za-z0-9@._-]"));
    const QString email = QString(m_demand.email).remove(unwanted);
    return QDir::homePath() + QStringLiteral("/passbolt-recovery-kit-%1.asc").arg(email);
}

void OwnKeysViewModel::saveBackup(const QString &file)
{
    const QString path = localPath(file);
    if (isBusy() || !needsBackup() || path.isEmpty())
        return;
    if (QFileInfo::exists(path))
        return fail(tr("There is a file of this name already."), tr("It was left alone. Choose another name."));
    await(m_ownKeys.lockedKey(m_created, m_stop.get_token()), [this, path](Expected<SecretBuffer> key) {
        if (!key && key.error().kind == ErrorKind::KeyUnusable)
            return fail(tr("The key has no passphrase, so it was not written to a file."),
                        tr("Give it one with gpg --change-passphrase, then save the recovery kit."));
        if (!key) {
            Q_EMIT failed(describe(key.error().kind));
            return;
        }
        // As it would be in any other recovery kit: locked.
        const QByteArray locked(key->view().data(), static_cast<qsizetype>(key->size()));
        if (const Expected<void> written = writePrivateFile(path, locked); !written)
            return fail(tr("The recovery kit could not be written."),
                        tr("Choose a folder that exists and that you may write to."));
        m_backupFile = path;
        Q_EMIT changed();
    });
}

} // namespace coffret
