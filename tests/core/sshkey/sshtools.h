// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/secret/secretbuffer.h"
#include "core/sshkey/sshprivatekey.h"

#include <QProcess>
#include <QStringList>
#include <QTemporaryDir>

namespace coffret::test {

/// What a program of OpenSSH, OpenSSL or PuTTY said.
struct ToolAnswer
{
    int exitCode = -1;
    QByteArray output;
    QByteArray errors;
};

/// Waits for the program; input is its standard input.
ToolAnswer runTool(const QString &program, const QStringList &arguments, const QByteArray &input = {});

[[nodiscard]] SecretBuffer secretOf(const QByteArray &bytes);
[[nodiscard]] QByteArray bytesOf(const SecretBuffer &secret);

/// A folder for key files that real tools write and read; everything that fails in it ends the test run.
class KeyFolder
{
public:
    [[nodiscard]] QString path(const QString &name) const { return m_folder.filePath(name); }
    /// A new key file of ssh-keygen without a passphrase; its public half is beside it.
    void makeKey(const QString &name, const QStringList &type) const;
    /// Writes a copy in another form, with ssh-keygen -p.
    void convert(const QString &from, const QString &to, const QStringList &form, const QString &passphrase) const;
    [[nodiscard]] QByteArray read(const QString &name) const;
    /// For the eyes of the owner alone, or ssh-keygen will not look at it.
    void write(const QString &name, const QByteArray &bytes) const;
    /// The first two words of ssh-keygen -l: bits and fingerprint.
    [[nodiscard]] QByteArray listed(const QString &name) const;

private:
    QTemporaryDir m_folder;
};

/// A real ssh-agent, which SSH_AUTH_SOCK names as long as it runs.
class RealAgent
{
public:
    explicit RealAgent(const QString &socketPath);
    ~RealAgent();

    /// What ssh-add -l says.
    [[nodiscard]] QByteArray listed() const;
    [[nodiscard]] bool has(const QByteArray &fingerprint) const { return listed().contains(fingerprint); }
    void lock() const; ///< with a password
    void unlock() const;
    void stop();

private:
    QProcess m_process;
    QString m_socketPath;
};

/// As in authorized_keys.
[[nodiscard]] QByteArray publicLine(const SshPrivateKey &key);
/// As listed() shows it.
[[nodiscard]] QByteArray listing(const SshPublicKey &key);

} // namespace coffret::test
