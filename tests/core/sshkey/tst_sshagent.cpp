// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/sshkey/agentchannel.h"
#include "core/sshkey/sshagent.h"
#include "core/sshkey/sshkeygeneration.h"
#include "core/sshkey/sshwire.h"
#include "tests/core/sshkey/sshtools.h"

#include <QFileInfo>
#include <QProcess>
#include <QTest>

#include <sys/socket.h>
#include <sys/un.h>

#include <functional>
#include <thread>

using namespace coffret;
using namespace coffret::test;

namespace {

constexpr std::chrono::minutes TenMinutes{10};

QByteArray message(std::uint8_t number, const QByteArray &rest = {})
{
    return QByteArray(1, static_cast<char>(number)) + rest;
}

QByteArray framed(const QByteArray &answer)
{
    SshWriter writer;
    writer.text({answer.constData(), static_cast<std::size_t>(answer.size())});
    return bytesOf(std::move(writer).take());
}

/// A socket of that name that nobody serves yet.
FileDescriptor bound(const QString &path, int type)
{
    FileDescriptor socket(::socket(AF_UNIX, type, 0));
    sockaddr_un address{};
    address.sun_family = AF_UNIX;
    const QByteArray name = path.toUtf8();
    std::copy(name.begin(), name.end(), address.sun_path);
    if (::bind(socket.get(), reinterpret_cast<const sockaddr *>(&address), sizeof address) != 0)
        qFatal("no socket");
    return socket;
}

/// An agent that answers as no real one does: each connection gets the bytes that answer() makes of its request.
class BrokenAgent
{
public:
    using Answer = std::function<QByteArray(std::uint8_t request)>; ///< nothing: silence until the client goes

    BrokenAgent(const QString &path, Answer answer) : m_socket(bound(path, SOCK_STREAM)), m_answer(std::move(answer))
    {
        if (::listen(m_socket.get(), 8) != 0)
            qFatal("no socket");
        m_thread = std::jthread([this] { serve(); });
    }
    ~BrokenAgent() { ::shutdown(m_socket.get(), SHUT_RDWR); } // which ends accept()

private:
    void serve()
    {
        for (;;) {
            const FileDescriptor client(::accept(m_socket.get(), nullptr, nullptr));
            if (!client.isOpen())
                return;
            std::array<char, 4096> request{};
            if (::recv(client.get(), request.data(), 5, MSG_WAITALL) != 5)
                continue;
            const QByteArray answer = m_answer(static_cast<std::uint8_t>(request[4]));
            (void)::send(client.get(), answer.constData(), static_cast<std::size_t>(answer.size()), MSG_NOSIGNAL);
            while (answer.isEmpty() && ::recv(client.get(), request.data(), request.size(), 0) > 0) {
            }
        }
    }

    FileDescriptor m_socket;
    Answer m_answer;
    std::jthread m_thread;
};

} // namespace

/// Beside a real ssh-agent, and looked at with a real ssh-add.
class TestSshAgent : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init();
    void cleanup();
    void keysComeAndGo_data();
    void keysComeAndGo();
    void lifetimesEnd();
    void asksBeforeEachUse_data();
    void asksBeforeEachUse();
    void lists();
    void lockedAgent();
    void missingAgent();
    void unreachableAgent();
    void gpgAgentByAnyName_data();
    void gpgAgentByAnyName();
    void refusesLimits();
    void brokenAnswers_data();
    void brokenAnswers();
    void silentAgent();
    void refusingAgent();

private:
    [[nodiscard]] SshAgent agent() const { return SshAgent(m_socket); }
    [[nodiscard]] QByteArray listed() const
    {
        return runTool(QStringLiteral("ssh-add"), {QStringLiteral("-l")}).output;
    }
    [[nodiscard]] bool signs(const SshPrivateKey &key) const;
    void tell(std::uint8_t number, const QByteArray &password) const;

    KeyFolder m_folder;
    QProcess m_agent;
    QString m_socket;
};

void TestSshAgent::init()
{
    static int count = 0;
    m_socket = m_folder.path(QString::number(++count));
    m_folder.write(QStringLiteral("askpass"), "#!/bin/sh\n: > \"$0.asked\"\nexit $(cat \"$0.answer\")\n");
    QFile::setPermissions(m_folder.path(QStringLiteral("askpass")),
                          QFile::ReadOwner | QFile::WriteOwner | QFile::ExeOwner);
    QFile::remove(m_folder.path(QStringLiteral("askpass.asked")));
    QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
    environment.insert(QStringLiteral("SSH_ASKPASS"), m_folder.path(QStringLiteral("askpass")));
    environment.insert(QStringLiteral("SSH_ASKPASS_REQUIRE"), QStringLiteral("force"));
    environment.insert(QStringLiteral("DISPLAY"), QStringLiteral(":none"));
    m_agent.setProcessEnvironment(environment);
    m_agent.start(QStringLiteral("ssh-agent"), {QStringLiteral("-D"), QStringLiteral("-a"), m_socket});
    QVERIFY(m_agent.waitForReadyRead()); // it says where it listens
    QVERIFY(qputenv("SSH_AUTH_SOCK", m_socket.toUtf8()));
}

void TestSshAgent::cleanup()
{
    m_agent.terminate();
    QVERIFY(m_agent.waitForFinished());
}

bool TestSshAgent::signs(const SshPrivateKey &key) const
{
    m_folder.write(QStringLiteral("signer.pub"), publicLine(key) + '\n');
    m_folder.write(QStringLiteral("text"), "text");
    QFile::remove(m_folder.path(QStringLiteral("text.sig")));
    const ToolAnswer answer = runTool(
        QStringLiteral("ssh-keygen"),
        {QStringLiteral("-Y"), QStringLiteral("sign"), QStringLiteral("-n"), QStringLiteral("file"),
         QStringLiteral("-f"), m_folder.path(QStringLiteral("signer.pub")), m_folder.path(QStringLiteral("text"))});
    return answer.exitCode == 0;
}

void TestSshAgent::tell(std::uint8_t number, const QByteArray &password) const
{
    SshWriter writer;
    writer.byte(number);
    writer.text({password.constData(), static_cast<std::size_t>(password.size())});
    auto channel = AgentChannel::open(m_socket, std::chrono::seconds(10));
    QVERIFY(channel);
    QCOMPARE(channel->exchange(writer.view()).value_or(QByteArray()), message(6));
}

void TestSshAgent::keysComeAndGo_data()
{
    QTest::addColumn<SshKeyKind>("kind");
    QTest::newRow("Ed25519") << SshKeyKind::Ed25519;
    QTest::newRow("RSA") << SshKeyKind::Rsa3072;
    QTest::newRow("P-256") << SshKeyKind::EcdsaP256;
    QTest::newRow("P-384") << SshKeyKind::EcdsaP384;
    QTest::newRow("P-521") << SshKeyKind::EcdsaP521;
}

void TestSshAgent::keysComeAndGo()
{
    QFETCH(SshKeyKind, kind);
    const auto key = generateSshKey(kind, QStringLiteral("ada's key"));
    QVERIFY(key);
    QVERIFY(agent().add(*key, {TenMinutes}));
    QVERIFY2(listed().startsWith(listing(key->publicKey()) + " ada's key ("), listed().constData());
    QVERIFY(signs(*key));
    QVERIFY(agent().remove(key->publicKey()));
    QVERIFY(!listed().contains("SHA256:"));
    QVERIFY(!signs(*key));
    QCOMPARE(agent().remove(key->publicKey()).error().kind, ErrorKind::NotFound);
}

void TestSshAgent::lifetimesEnd()
{
    const auto soon = generateSshKey(SshKeyKind::Ed25519, QStringLiteral("soon"));
    const auto later = generateSshKey(SshKeyKind::Ed25519, QStringLiteral("later"));
    QVERIFY(agent().add(*soon, {std::chrono::seconds(1)}));
    QVERIFY(agent().add(*later, {TenMinutes}));
    QTRY_VERIFY_WITH_TIMEOUT(!listed().contains("soon"), 10000);
    QVERIFY(listed().contains("later"));
}

void TestSshAgent::asksBeforeEachUse_data()
{
    QTest::addColumn<bool>("confirm");
    QTest::addColumn<QByteArray>("answer");
    QTest::addColumn<bool>("done");
    QTest::newRow("not asked") << false << QByteArray("1") << true;
    QTest::newRow("asked and allowed") << true << QByteArray("0") << true;
    QTest::newRow("asked and refused") << true << QByteArray("1") << false;
}

void TestSshAgent::asksBeforeEachUse()
{
    QFETCH(bool, confirm);
    QFETCH(QByteArray, answer);
    m_folder.write(QStringLiteral("askpass.answer"), answer);
    const auto key = generateSshKey(SshKeyKind::Ed25519, {});
    QVERIFY(agent().add(*key, {TenMinutes, confirm}));
    QTEST(signs(*key), "done");
    QCOMPARE(QFileInfo::exists(m_folder.path(QStringLiteral("askpass.asked"))), confirm);
}

void TestSshAgent::lists()
{
    QVERIFY(agent().identities());
    QVERIFY(agent().identities()->empty());
    m_folder.makeKey(QStringLiteral("one"), {QStringLiteral("-t"), QStringLiteral("ed25519")});
    m_folder.makeKey(QStringLiteral("two"),
                     {QStringLiteral("-t"), QStringLiteral("dsa")}); // of a type Coffret does not read
    for (const QString &name : {QStringLiteral("one"), QStringLiteral("two")})
        QCOMPARE(runTool(QStringLiteral("ssh-add"), {m_folder.path(name)}).exitCode, 0);
    const auto found = agent().identities();
    QVERIFY(found);
    QCOMPARE(found->size(), std::size_t(2));
    QCOMPARE(found->at(0).typeName, QByteArray("ssh-ed25519"));
    QCOMPARE(found->at(0).comment, QStringLiteral("ada on one"));
    QCOMPARE(found->at(0).fingerprint(), m_folder.listed(QStringLiteral("one")).split(' ').last());
    QCOMPARE(found->at(1).typeName, QByteArray("ssh-dss"));
    QCOMPARE(found->at(1).fingerprint(), m_folder.listed(QStringLiteral("two")).split(' ').last());
}

void TestSshAgent::lockedAgent()
{
    constexpr std::uint8_t Lock = 22;
    constexpr std::uint8_t Unlock = 23;
    const auto key = generateSshKey(SshKeyKind::Ed25519, {});
    const auto another = generateSshKey(SshKeyKind::Ed25519, {});
    QVERIFY(agent().add(*key, {TenMinutes}));
    tell(Lock, "password");
    QCOMPARE(agent().add(*another, {TenMinutes}).error().kind, ErrorKind::SshAgentLocked);
    QCOMPARE(agent().remove(key->publicKey()).error().kind, ErrorKind::SshAgentLocked);
    QVERIFY(agent().identities()->empty());
    QCOMPARE(agent().holds(key->publicKey()).error().kind, ErrorKind::SshAgentLocked);
    tell(Unlock, "password");
    QVERIFY(agent().holds(key->publicKey()).value_or(false));
    QVERIFY(!agent().holds(another->publicKey()).value_or(true));
    QVERIFY(agent().add(*another, {TenMinutes}));
    QCOMPARE(agent().identities()->size(), std::size_t(2));
}

void TestSshAgent::missingAgent()
{
    const auto key = generateSshKey(SshKeyKind::Ed25519, {});
    for (const QString &path : {m_folder.path(QStringLiteral("nobody")), QString(), QString(300, u'a')}) {
        QCOMPARE(SshAgent(path).identities().error().kind, ErrorKind::NoSshAgent);
        QCOMPARE(SshAgent(path).add(*key, {TenMinutes}).error().kind, ErrorKind::NoSshAgent);
        QCOMPARE(SshAgent(path).remove(key->publicKey()).error().kind, ErrorKind::NoSshAgent);
    }
    QVERIFY(SshAgent::fromEnvironment()->identities());
    qunsetenv("SSH_AUTH_SOCK");
    QCOMPARE(SshAgent::fromEnvironment().error().kind, ErrorKind::NoSshAgent);
}

/// Which says nothing about what an agent there holds.
void TestSshAgent::unreachableAgent()
{
    const QString busy = m_folder.path(QStringLiteral("busy"));
    const FileDescriptor listening = bound(busy, SOCK_STREAM);
    QCOMPARE(::listen(listening.get(), 0), 0);
    const auto waiting = AgentChannel::open(busy, std::chrono::seconds(1)); // the only one that has a place
    QVERIFY(waiting);
    QCOMPARE(SshAgent(busy, std::chrono::milliseconds(100)).identities().error().kind, ErrorKind::TimedOut);
    const QString other = m_folder.path(QStringLiteral("other"));
    const FileDescriptor packets = bound(other, SOCK_DGRAM);
    QCOMPARE(SshAgent(other).identities().error().kind, ErrorKind::SshAgentRefused);
}

void TestSshAgent::gpgAgentByAnyName_data()
{
    QTest::addColumn<bool>("linked");
    QTest::newRow("a link") << true;
}

void TestSshAgent::gpgAgentByAnyName()
{
    QFETCH(bool, linked);
    const KeyFolder home;
    const QString socket = home.path(QStringLiteral("S.gpg-agent.ssh"));
    const QString name = home.path(QStringLiteral("agent"));
    const QStringList inHome{QStringLiteral("--homedir"), home.path({})};
    QProcess gpg; // which ends with its standard input's owner
    gpg.start(QStringLiteral("gpg-agent"), inHome + QStringList{QStringLiteral("--enable-ssh-support"),
                                                                QStringLiteral("--daemon"), QStringLiteral("cat")});
    QTRY_VERIFY(QFileInfo::exists(socket));
    QVERIFY(linked ? QFile::link(socket, name) : QFile::rename(socket, name));
    const auto key = generateSshKey(SshKeyKind::Ed25519, {});
    QCOMPARE(SshAgent(name).add(*key, {TenMinutes}).error().kind, ErrorKind::Unsupported);
    QVERIFY(SshAgent(name).identities()); // so it is there
    gpg.closeWriteChannel();
    QVERIFY(gpg.waitForFinished());
}

void TestSshAgent::refusesLimits()
{
    const auto key = generateSshKey(SshKeyKind::Ed25519, {});
    for (const qint64 seconds : {qint64(0), qint64(-1), qint64(1) << 32})
        QCOMPARE(agent().add(*key, {std::chrono::seconds(seconds)}).error().kind, ErrorKind::InvalidInput);
    const SshAgent gpg(m_folder.path(QStringLiteral("S.gpg-agent.ssh")));
    QCOMPARE(gpg.add(*key, {TenMinutes}).error().kind, ErrorKind::Unsupported);
    QVERIFY(agent().identities()->empty());
}

void TestSshAgent::brokenAnswers_data()
{
    QTest::addColumn<QByteArray>("answer");
    QTest::addColumn<ErrorKind>("kind");
    const QByteArray many("\xff\xff\xff\xff");
    QTest::newRow("no length") << QByteArray("\0\0\0\0", 4) << ErrorKind::Malformed;
    QTest::newRow("a huge length") << many << ErrorKind::Malformed;
    QTest::newRow("half an answer") << QByteArray("\0\0\0\x09\x0c", 5) << ErrorKind::Malformed;
    QTest::newRow("another answer") << framed(message(6)) << ErrorKind::Malformed;
    QTest::newRow("many keys, none there") << framed(message(12, many)) << ErrorKind::Malformed;
    QTest::newRow("a key beyond the answer")
        << framed(message(12, QByteArray("\0\0\0\1", 4) + many)) << ErrorKind::Malformed;
    QTest::newRow("refused") << framed(message(5)) << ErrorKind::SshAgentRefused;
}

void TestSshAgent::brokenAnswers()
{
    QFETCH(QByteArray, answer);
    const QString path = m_folder.path(QStringLiteral("broken") + QString::number(qHash(answer)));
    const BrokenAgent broken(path, [answer](std::uint8_t) { return answer; });
    const auto found = SshAgent(path).identities();
    QVERIFY(!found);
    QTEST(found.error().kind, "kind");
}

void TestSshAgent::silentAgent()
{
    const QString path = m_folder.path(QStringLiteral("silent"));
    const BrokenAgent broken(path, [](std::uint8_t) { return QByteArray(); });
    const SshAgent silent(path, std::chrono::milliseconds(200));
    QCOMPARE(silent.identities().error().kind, ErrorKind::TimedOut);
    const auto key = generateSshKey(SshKeyKind::Ed25519, {});
    QCOMPARE(silent.add(*key, {TenMinutes}).error().kind, ErrorKind::TimedOut);
}

void TestSshAgent::refusingAgent()
{
    const auto key = generateSshKey(SshKeyKind::Ed25519, {});
    SshWriter held;
    held.number(1);
    held.text({key->publicKey().blob().constData(), static_cast<std::size_t>(key->publicKey().blob().size())});
    held.text("comment");
    const QByteArray keys = message(12, bytesOf(std::move(held).take()));
    const QString path = m_folder.path(QStringLiteral("refusing"));
    const BrokenAgent broken(path, [keys](std::uint8_t request) { return framed(request == 11 ? keys : message(5)); });
    QCOMPARE(SshAgent(path).add(*key, {TenMinutes}).error().kind, ErrorKind::SshAgentRefused);
    QCOMPARE(SshAgent(path).remove(key->publicKey()).error().kind, ErrorKind::SshAgentRefused);
}

QTEST_GUILESS_MAIN(TestSshAgent)
#include "tst_sshagent.moc"
