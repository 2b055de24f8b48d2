// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QString>
#include <QStringList>

namespace coffret::demovault {

/// A directory of mode 0700 with a short path below /tmp, and the GnuPG homes in it. Stops their agents and removes
/// everything when it goes.
class TemporaryHome
{
public:
    TemporaryHome();
    ~TemporaryHome();
    TemporaryHome(const TemporaryHome &) = delete;
    TemporaryHome &operator=(const TemporaryHome &) = delete;

    /// Empty when the directory could not be made.
    [[nodiscard]] QString path() const { return m_path; }
    /// Writes a file of mode 0600; its path, empty on failure.
    QString write(const QString &name, const QByteArray &content) const;
    /// A GnuPG home that holds this secret key; its path, empty when gpg does not take it. With a passphrase the key is
    /// handed to the agent through a loopback.
    QString addGnupgHome(const QString &name, const QByteArray &armoredSecretKey, const QByteArray &passphrase);

private:
    QString m_path;
    QStringList m_gnupgHomes;
};

} // namespace coffret::demovault
