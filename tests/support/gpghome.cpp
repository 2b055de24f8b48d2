// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/gpghome.h"

#include <QDir>
#include <QFile>
#include <QProcess>

#include <cstdlib>
#include <sys/stat.h>

namespace coffret::test {

namespace {

// Answers as the files beside it say. The silent one opens a pipe that nobody writes to.
constexpr char PinentryScript[] = R"sh(#!/bin/sh
home=$(dirname "$0")
echo "OK ready"
while read -r line; do
  case "$line" in
    "GETINFO pid") echo "D $$"; echo OK ;;
    GETPIN*)
      echo asked >> "$home/pinentry.calls"
      case "$(cat "$home/pinentry.behaviour")" in
        answer) echo "D $(cat "$home/pinentry.passphrase")"; echo OK ;;
        silent) echo "$$" > "$home/pinentry.waiting"; read -r nothing < "$home/pinentry.pipe" ;;
        *) echo "ERR 83886179 Operation cancelled <Pinentry>" ;;
      esac ;;
    BYE) echo OK; exit 0 ;;
    *) echo OK ;;
  esac
done
)sh";

constexpr char AgentConfiguration[] = "s2k-count 65536\n"
                                      "allow-loopback-pinentry\n"
                                      "default-cache-ttl 0\n"
                                      "max-cache-ttl 0\n";

const QString timeFormat = QStringLiteral("yyyyMMdd'T'HHmmss");

QByteArray parametersOf(const KeyRequest &request)
{
    QByteArray text;
    switch (request.kind) {
    case KeyKind::Curve25519:
        text = "Key-Type: EDDSA\nKey-Curve: ed25519\nKey-Usage: sign\nSubkey-Type: ECDH\nSubkey-Curve: cv25519\n";
        break;
    case KeyKind::Curve25519WithSigningSubkey: // gets its signing subkey afterwards
        text = "Key-Type: EDDSA\nKey-Curve: ed25519\nKey-Usage: sign\nSubkey-Type: ECDH\nSubkey-Curve: cv25519\n";
        break;
    case KeyKind::Rsa1024:
        text = "Key-Type: RSA\nKey-Length: 1024\nKey-Usage: sign\nSubkey-Type: RSA\nSubkey-Length: 1024\n";
        break;
    case KeyKind::Dsa1024:
        text = "Key-Type: DSA\nKey-Length: 1024\nKey-Usage: sign\n";
        break;
    case KeyKind::Rsa2048:
        text = "Key-Type: RSA\nKey-Length: 2048\nKey-Usage: sign\nSubkey-Type: RSA\nSubkey-Length: 2048\n";
        break;
    case KeyKind::Rsa3072:
        text = "Key-Type: RSA\nKey-Length: 3072\nKey-Usage: sign\nSubkey-Type: RSA\nSubkey-Length: 3072\n";
        break;
    case KeyKind::Rsa4096:
        text = "Key-Type: RSA\nKey-Length: 4096\nKey-Usage: sign\nSubkey-Type: RSA\nSubkey-Length: 4096\n";
        break;
    case KeyKind::NistP256:
        text = "Key-Type: ECDSA\nKey-Curve: nistp256\nKey-Usage: sign\nSubkey-Type: ECDH\nSubkey-Curve: nistp256\n";
        break;
    }
    const qsizetype address = request.userId.indexOf(QLatin1Char('<'));
    if (request.kind != KeyKind::Dsa1024)
        text += "Subkey-Usage: encrypt\n";
    text += "Name-Real: " + request.userId.left(address).trimmed().toUtf8() + '\n';
    if (address >= 0)
        text += "Name-Email: " + request.userId.mid(address + 1).chopped(1).toUtf8() + '\n';
    text +=
        "Expire-Date: " + (request.expires.isValid() ? request.expires.toUTC().toString(timeFormat).toLatin1() : "0") +
        '\n';
    text += request.passphrase.isEmpty() ? "%no-protection\n" : "Passphrase: " + request.passphrase + '\n';
    return text + "%commit\n";
}

/// Homes that still live; a fatal error does not run destructors.
QStringList &livingHomes()
{
    static QStringList paths;
    return paths;
}

void removeHome(const QString &path)
{
    for (const char *action : {"--kill", "--remove-socketdir"}) {
        QStringList arguments{QStringLiteral("--homedir"), path, QString::fromLatin1(action)};
        if (arguments.last() == QStringLiteral("--kill"))
            arguments << QStringLiteral("all");
        QProcess process;
        process.setStandardErrorFile(QProcess::nullDevice());
        process.start(QStringLiteral("gpgconf"), arguments);
        process.waitForFinished();
    }
    QDir(path).removeRecursively();
}

QByteArray run(const QString &program, const QStringList &arguments, const QByteArray &input, bool mayFail = false)
{
    QProcess process;
    process.start(program, arguments);
    process.write(input);
    process.closeWriteChannel();
    if (!process.waitForFinished(60000) || (process.exitCode() != 0 && !mayFail)) {
        for (const QString &path : livingHomes())
            removeHome(path);
        qFatal("%s %s: exit code %d\n%s", qPrintable(program), qPrintable(arguments.join(QLatin1Char(' '))),
               process.exitCode(), process.readAllStandardError().constData());
    }
    return process.readAllStandardOutput();
}

QStringList passphraseArguments(const QByteArray &passphrase)
{
    return {QStringLiteral("--pinentry-mode"), QStringLiteral("loopback"), QStringLiteral("--passphrase"),
            QString::fromUtf8(passphrase)};
}

} // namespace

GpgHome::GpgHome()
{
    char folder[] = "/tmp/cgXXXXXX"; // short: the agent's socket may have to fit in here
    if (mkdtemp(folder) == nullptr)
        qFatal("cannot create %s", folder);
    m_path = QString::fromLatin1(folder);
    livingHomes() += m_path;
    writeFile(QStringLiteral("pinentry.sh"), PinentryScript);
    QFile::setPermissions(m_path + QStringLiteral("/pinentry.sh"),
                          QFile::ReadOwner | QFile::WriteOwner | QFile::ExeOwner);
    mkfifo(qPrintable(m_path + QStringLiteral("/pinentry.pipe")), 0600);
    setPinentry(Pinentry::Cancels);
}

GpgHome::~GpgHome()
{
    livingHomes().removeOne(m_path);
    removeHome(m_path);
}

QString GpgHome::createKey(const KeyRequest &request)
{
    QStringList clock;
    if (request.created.isValid())
        clock << QStringLiteral("--faked-system-time") << request.created.toUTC().toString(timeFormat);
    const QStringList generate{QStringLiteral("--status-fd"), QStringLiteral("1"), QStringLiteral("--gen-key")};
    // With the passphrase at hand for the key's own signature too: on a busy machine the agent may have forgotten by
    // then what the parameters told it, and would ask a person.
    const QByteArray output = gpg(clock + passphraseArguments(request.passphrase) + generate, parametersOf(request));
    const QString fingerprint = QString::fromLatin1(output.mid(output.indexOf("KEY_CREATED ") + 14, 40));
    if (request.kind == KeyKind::Curve25519WithSigningSubkey)
        gpg(clock + passphraseArguments(request.passphrase) +
            QStringList{QStringLiteral("--quick-add-key"), fingerprint, QStringLiteral("ed25519"),
                        QStringLiteral("sign"), QStringLiteral("never")});
    return fingerprint;
}

QString GpgHome::createKey(const QString &userId)
{
    KeyRequest request;
    request.userId = userId;
    return createKey(request);
}

void GpgHome::importKey(const QByteArray &armored)
{
    gpg({QStringLiteral("--import")}, armored);
}

void GpgHome::revokeKey(const QString &fingerprint)
{
    QFile file(m_path + QStringLiteral("/openpgp-revocs.d/") + fingerprint + QStringLiteral(".rev"));
    if (!file.open(QIODevice::ReadOnly))
        qFatal("no revocation certificate for %s", qPrintable(fingerprint));
    importKey(file.readAll().replace(":-----BEGIN", "-----BEGIN")); // gpg guards it against accidents with a colon
}

void GpgHome::deleteSecretKey(const QString &fingerprint)
{
    gpg({QStringLiteral("--yes"), QStringLiteral("--delete-secret-keys"), fingerprint});
}

QByteArray GpgHome::publicKey(const QString &fingerprint) const
{
    return gpg({QStringLiteral("--armor"), QStringLiteral("--export"), fingerprint});
}

QByteArray GpgHome::secretKey(const QString &fingerprint, const QByteArray &passphrase) const
{
    return gpg(passphraseArguments(passphrase) +
               QStringList{QStringLiteral("--armor"), QStringLiteral("--export-secret-keys"), fingerprint});
}

QByteArray GpgHome::seal(const QByteArray &plaintext, const QStringList &recipients, const QStringList &signers,
                         const QStringList &extra, const QByteArray &passphrase) const
{
    QStringList arguments = passphraseArguments(passphrase);
    arguments << QStringLiteral("--trust-model") << QStringLiteral("always") << QStringLiteral("--armor") << extra;
    for (const QString &recipient : recipients)
        arguments << QStringLiteral("--recipient") << recipient;
    for (const QString &signer : signers)
        arguments << QStringLiteral("--local-user") << signer;
    if (!signers.isEmpty())
        arguments << QStringLiteral("--sign");
    arguments << QStringLiteral("--encrypt");
    return gpg(arguments, plaintext);
}

QByteArray GpgHome::open(const QByteArray &message, const QByteArray &passphrase) const
{
    return gpg(passphraseArguments(passphrase) +
                   QStringList{QStringLiteral("--skip-verify"), QStringLiteral("--decrypt")},
               message);
}

QByteArray GpgHome::sessionKey(const QByteArray &message) const
{
    const QByteArray status = gpg({QStringLiteral("--skip-verify"), QStringLiteral("--show-session-key"),
                                   QStringLiteral("--status-fd"), QStringLiteral("1"), QStringLiteral("--output"),
                                   QStringLiteral("/dev/null"), QStringLiteral("--yes"), QStringLiteral("--decrypt")},
                                  message);
    return QByteArray::fromHex(status.mid(status.indexOf(" SESSION_KEY 9:") + 15, 64));
}

void GpgHome::setPinentry(Pinentry behaviour, const QByteArray &passphrase)
{
    const QString program = behaviour == Pinentry::IsMissing ? QStringLiteral("/nonexistent/pinentry")
                                                             : m_path + QStringLiteral("/pinentry.sh");
    writeFile(QStringLiteral("gpg-agent.conf"), AgentConfiguration + ("pinentry-program " + program.toLatin1() + '\n'));
    writeFile(QStringLiteral("pinentry.behaviour"), behaviour == Pinentry::Answers    ? "answer"
                                                    : behaviour == Pinentry::IsSilent ? "silent"
                                                                                      : "cancel");
    writeFile(QStringLiteral("pinentry.passphrase"), passphrase);
    QFile::remove(m_path + QStringLiteral("/pinentry.calls"));
    QFile::remove(m_path + QStringLiteral("/pinentry.waiting"));
    run(QStringLiteral("gpgconf"),
        {QStringLiteral("--homedir"), m_path, QStringLiteral("--reload"), QStringLiteral("gpg-agent")}, {}, true);
}

int GpgHome::pinentryCalls() const
{
    QFile file(m_path + QStringLiteral("/pinentry.calls"));
    return file.open(QIODevice::ReadOnly) ? static_cast<int>(file.readAll().count('\n')) : 0;
}

bool GpgHome::pinentryWaits() const
{
    QFile file(m_path + QStringLiteral("/pinentry.waiting"));
    return file.open(QIODevice::ReadOnly) &&
           QFile::exists(QStringLiteral("/proc/") + QString::fromLatin1(file.readAll().trimmed()));
}

void GpgHome::writeFile(const QString &name, const QByteArray &content) const
{
    QFile file(m_path + QLatin1Char('/') + name);
    if (!file.open(QIODevice::WriteOnly) || file.write(content) != content.size())
        qFatal("cannot write %s", qPrintable(file.fileName()));
}

QByteArray GpgHome::gpg(const QStringList &arguments, const QByteArray &input) const
{
    return run(QStringLiteral("gpg"),
               QStringList{QStringLiteral("--homedir"), m_path, QStringLiteral("--no-options"),
                           QStringLiteral("--batch"), QStringLiteral("--no-tty"), QStringLiteral("--disable-dirmngr"),
                           QStringLiteral("--no-auto-key-locate")} +
                   arguments,
               input);
}

void GpgHome::stopAgent() const
{
    run(QStringLiteral("gpgconf"),
        {QStringLiteral("--homedir"), m_path, QStringLiteral("--kill"), QStringLiteral("gpg-agent")}, {});
}

} // namespace coffret::test
