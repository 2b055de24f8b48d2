// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/store/account.h"
#include "core/store/memorycredentialstore.h"

#include <QObject>
#include <QProcess>
#include <QTemporaryDir>

#include <memory>

namespace coffret {

/// Everything a demonstration consists of: accounts, their tokens, the keys, and a profile that goes when this does.
struct DemoWorld
{
    QList<Account> accounts;
    std::unique_ptr<MemoryCredentialStore> credentials;
    QString gnupgHome;
    QUrl leaks;           ///< its collection of leaked passwords
    QByteArray authority; ///< PEM, of whoever signed for the server
};

/// What its Passbolt server handed out for setting accounts up.
struct DemoHandout
{
    QString accountKit; ///< file
    QString keyFile;
    QString link; ///< for somebody invited; only when newcomers were asked for
    QString authorityFile;
};

/// Where the demo vault was installed with this program; empty if it was not.
[[nodiscard]] QString installedDemoVault();

/// The demo vault as a child process, which ends with this object. Main thread.
class Demo : public QObject
{
    Q_OBJECT
public:
    explicit Demo(QString executable = installedDemoVault(), QObject *parent = nullptr);
    ~Demo() override;

    void start(bool withNewcomers = false);
    [[nodiscard]] DemoWorld takeWorld() { return std::move(m_world); }
    [[nodiscard]] const DemoHandout &handout() const { return m_handout; }
    [[nodiscard]] QString profileFolder() const { return m_profile.path(); }

Q_SIGNALS:
    void ready();
    void failed(const QString &detail); ///< untranslated

private:
    void readAnnouncement();
    void giveUp(const QString &detail);

    QString m_executable;
    QTemporaryDir m_profile;
    QProcess m_process;
    QByteArray m_line;
    DemoWorld m_world;
    DemoHandout m_handout;
    bool m_settled = false;
};

} // namespace coffret
