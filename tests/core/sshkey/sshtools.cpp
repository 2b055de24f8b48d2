// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/core/sshkey/sshtools.h"

#include "core/sshkey/agentchannel.h"
#include "core/sshkey/sshwire.h"

#include <QFile>

namespace coffret::test {

namespace {

void require(bool done, const QString &what)
{
    if (!done)
        qFatal("%s", qUtf8Printable(what));
}

} // namespace

ToolAnswer runTool(const QString &program, const QStringList &arguments, const QByteArray &input)
{
    QProcess process;
    process.start(program, arguments);
    process.write(input);
    process.closeWriteChannel();
    require(process.waitForFinished(60000), program + QStringLiteral(" does not end"));
    return {process.exitCode(), process.readAllStandardOutput(), process.readAllStandardError()};
}

SecretBuffer secretOf(const QByteArray &bytes)
{
    return SecretBuffer::copyOf({bytes.constData(), static_cast<std::size_t>(bytes.size())});
}

QByteArray bytesOf(const SecretBuffer &secret)
{
    return {secret.view().data(), static_cast<qsizetype>(secret.size())};
}

void KeyFolder::makeKey(const QString &name, const QStringList &type) const
{
    const ToolAnswer made =
        runTool(QStringLiteral("ssh-keygen"),
                QStringList{QStringLiteral("-q"), QStringLiteral("-N"), QString(), QStringLiteral("-C"),
                            QStringLiteral("ada on ") + name, QStringLiteral("-f"), path(name)} +
                    type);
    require(made.exitCode == 0, QString::fromUtf8(made.errors));
}

void KeyFolder::convert(const QString &from, const QString &to, const QStringList &form,
                        const QString &passphrase) const
{
    write(to, read(from));
    const ToolAnswer done =
        runTool(QStringLiteral("ssh-keygen"),
                QStringList{QStringLiteral("-q"), QStringLiteral("-p"), QStringLiteral("-P"), QString(),
                            QStringLiteral("-N"), passphrase, QStringLiteral("-f"), path(to)} +
                    form);
    require(done.exitCode == 0, QString::fromUtf8(done.errors));
}

QByteArray KeyFolder::read(const QString &name) const
{
    QFile file(path(name));
    require(file.open(QIODevice::ReadOnly), file.errorString());
    return file.readAll();
}

void KeyFolder::write(const QString &name, const QByteArray &bytes) const
{
    QFile file(path(name));
    require(file.open(QIODevice::WriteOnly) && file.setPermissions(QFile::ReadOwner | QFile::WriteOwner) &&
                file.write(bytes) == bytes.size(),
            file.errorString());
}

QByteArray KeyFolder::listed(const QString &name) const
{
    const ToolAnswer shown =
        runTool(QStringLiteral("ssh-keygen"), {QStringLiteral("-l"), QStringLiteral("-f"), path(name)});
    require(shown.exitCode == 0, QString::fromUtf8(shown.errors));
    return shown.output.split(' ').mid(0, 2).join(' ');
}

RealAgent::RealAgent(const QString &socketPath) : m_socketPath(socketPath)
{
    m_process.start(QStringLiteral("ssh-agent"), {QStringLiteral("-D"), QStringLiteral("-a"), socketPath});
    require(m_process.waitForReadyRead(60000), QStringLiteral("ssh-agent does not say where it listens"));
    qputenv("SSH_AUTH_SOCK", socketPath.toUtf8());
}

RealAgent::~RealAgent()
{
    stop();
}

void RealAgent::stop()
{
    m_process.terminate();
    m_process.waitForFinished();
}

QByteArray RealAgent::listed() const
{
    return runTool(QStringLiteral("ssh-add"), {QStringLiteral("-l")}).output;
}

namespace {

void tell(const QString &socketPath, std::uint8_t request)
{
    SshWriter writer;
    writer.byte(request);
    writer.text("password");
    auto channel = AgentChannel::open(socketPath, std::chrono::seconds(10));
    require(channel && channel->exchange(writer.view()), QStringLiteral("the agent does not answer"));
}

} // namespace

void RealAgent::lock() const
{
    tell(m_socketPath, 22);
}

void RealAgent::unlock() const
{
    tell(m_socketPath, 23);
}

QByteArray publicLine(const SshPrivateKey &key)
{
    return key.publicKey().line(key.comment());
}

QByteArray listing(const SshPublicKey &key)
{
    return QByteArray::number(key.bits()) + ' ' + key.fingerprint();
}

} // namespace coffret::test
