// SPDX-License-Identifier: GPL-3.0-or-later
// The real server and the real client, and everything that is no client.
#include "core/control/controlclient.h"
#include "core/control/controlserver.h"

#include <QElapsedTimer>
#include <QFile>
#include <QPointer>
#include <QProcess>
#include <QRandomGenerator>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

#include <future>
#include <sys/socket.h>
#include <sys/stat.h>

using namespace coffret;

namespace {

using namespace std::chrono_literals;

constexpr auto Patience = 20s;

/// A server that answers with what it was asked for, as a value.
struct Echo
{
    Echo() : server(folder.filePath(QStringLiteral("c/x.socket")))
    {
        QObject::connect(&server, &ControlServer::called, &server, [this](ControlConnection *call) {
            ++calls;
            last = call->request();
            waiting = call;
            if (holds)
                return;
            ControlReply reply;
            reply.status = ControlStatus::Ok;
            const std::string path = last.wanted.empty() ? std::string() : last.wanted[0].path.toStdString();
            reply.entries.push_back({QString::fromStdString(path)});
            reply.values.push_back(size == 0 ? SecretBuffer::copyOf(path)
                                             : SecretBuffer::copyOf(std::string(size, 'v')));
            call->answer(std::move(reply));
        });
        if (!server.start())
            qFatal("the server does not start");
    }

    QTemporaryDir folder;
    ControlServer server;
    ControlRequest last;
    QPointer<ControlConnection> waiting;
    int calls = 0;
    std::size_t size = 0; ///< of the value, if not the path
    bool holds = false;   ///< answers nothing
};

ControlRequest get(const QString &path)
{
    ControlRequest request;
    request.kind = ControlRequest::Kind::Get;
    request.wanted = {{path, {}}};
    return request;
}

/// Asks from another thread, while the server's runs.
Expected<ControlReply> ask(const ControlServer &server, const ControlRequest &request,
                           std::chrono::milliseconds limit = Patience)
{
    auto reply = std::async(std::launch::async, askRunningProgram, server.socketPath(), request, limit);
    if (!QTest::qWaitFor([&] { return reply.wait_for(0s) == std::future_status::ready; }, 30'000))
        qFatal("no end");
    return reply.get();
}

FileDescriptor connectTo(const ControlServer &server)
{
    Expected<FileDescriptor> socket = connectPrivately(server.socketPath());
    return socket ? std::move(*socket) : FileDescriptor();
}

bool say(const FileDescriptor &socket, const QByteArray &bytes)
{
    return ::send(socket.get(), bytes.constData(), static_cast<std::size_t>(bytes.size()), MSG_NOSIGNAL) >= 0;
}

/// Everything until the server hangs up.
QByteArray hear(const FileDescriptor &socket)
{
    QByteArray heard;
    const bool ended = QTest::qWaitFor(
        [&] {
            char some[4096];
            const ssize_t got = ::recv(socket.get(), some, sizeof some, MSG_DONTWAIT);
            if (got > 0)
                heard.append(some, static_cast<qsizetype>(got));
            return got == 0 || (got < 0 && errno != EAGAIN);
        },
        30'000);
    return ended ? heard : QByteArray("it does not hang up");
}

ControlStatus statusIn(const QByteArray &heard)
{
    const Expected<QJsonObject> json = frameHeader(heard.mid(FrameStart));
    const auto header = json ? ControlReply::fromJson(*json) : failure(json);
    return header ? header->reply.status : ControlStatus::Ok;
}

} // namespace

class TestControlServer : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void answersWithAValue();
    void takesAValueAsLargeAsItMayBe();
    void isAloneAndLeavesNothing();
    void saysWhenNobodyListens();
    void keepsOthersOutOfTheFolder();
    void knowsWhoAsks();
    void tellsWhenNobodyWaitsAnyMore();
    void hasNoTimeForSlowOnes();
    void hasAnEndForThoseWhoDoNotListen();
    void dropsValuesThatAreOnTheirWay();
    void turnsAwayWhatIsTooMuch();
    void t31_hangsUpOnAnotherUser();
    void t31_survivesWhateverIsSaid();
};

void TestControlServer::answersWithAValue()
{
    Echo echo;
    const Expected<ControlReply> reply = ask(echo.server, get(QStringLiteral("Acme/Größe")));
    QVERIFY2(reply, reply ? "" : qPrintable(reply.error().detail));
    QCOMPARE(reply->status, ControlStatus::Ok);
    QCOMPARE(reply->values.size(), 1U);
    QCOMPARE(reply->values[0].view(), std::string_view("Acme/Größe"));
    QCOMPARE(echo.last.kind, ControlRequest::Kind::Get);
    QTRY_VERIFY(!echo.waiting);
}

void TestControlServer::takesAValueAsLargeAsItMayBe()
{
    Echo echo;
    echo.size = ControlReply::LargestValue;
    const Expected<ControlReply> reply = ask(echo.server, get(QStringLiteral("x")));
    QVERIFY(reply);
    QCOMPARE(reply->values[0].size(), ControlReply::LargestValue);
    QVERIFY(reply->values[0].view().find_first_not_of('v') == std::string_view::npos);
    echo.size = ControlReply::LargestValue + 1;
    const Expected<ControlReply> larger = ask(echo.server, get(QStringLiteral("x")));
    QVERIFY(!larger);
    QCOMPARE(larger.error().kind, ErrorKind::TooLarge);
}

void TestControlServer::isAloneAndLeavesNothing()
{
    QString path;
    {
        Echo echo;
        path = echo.server.socketPath();
        QCOMPARE(QFile::permissions(path) &
                     (QFile::ReadOther | QFile::WriteOther | QFile::ReadGroup | QFile::WriteGroup),
                 QFile::Permissions());
        ControlServer second(path);
        const Expected<void> started = second.start();
        QVERIFY(!started);
        QCOMPARE(started.error().kind, ErrorKind::Conflict);
        QVERIFY(ask(echo.server, get(QStringLiteral("still there"))));
        echo.server.stop();
        QVERIFY(!QFile::exists(path));
        QVERIFY(second.start()); // what was left is taken over
        second.stop();
    }
    QVERIFY(!QFile::exists(path));
}

void TestControlServer::saysWhenNobodyListens()
{
    QTemporaryDir folder;
    const QString path = folder.filePath(QStringLiteral("c/x.socket"));
    const auto kindOf = [&path] {
        const Expected<ControlReply> reply = askRunningProgram(path, get(QStringLiteral("x")), 1s);
        return reply ? ErrorKind::Internal : reply.error().kind;
    };
    QCOMPARE(kindOf(), ErrorKind::NotFound); // no folder
    QVERIFY(claimPrivateFolder(folder.filePath(QStringLiteral("c"))));
    QCOMPARE(kindOf(), ErrorKind::NotFound); // no socket
    {
        Expected<ListeningSocket> left = listenPrivately(path);
        QVERIFY(left);
        left->socket.close();
        QCOMPARE(kindOf(), ErrorKind::NotFound); // one that was left behind
    }
    ControlServer server(path);
    QVERIFY(server.start());
    const Expected<ControlReply> silent = askRunningProgram(path, get(QStringLiteral("x")), 50ms); // nothing runs it
    QVERIFY(!silent);
    QCOMPARE(silent.error().kind, ErrorKind::TimedOut);
}

void TestControlServer::keepsOthersOutOfTheFolder()
{
    Echo echo;
    const QString folder = echo.folder.filePath(QStringLiteral("c"));
    QFile::setPermissions(folder, QFile::permissions(folder) | QFile::ReadOther | QFile::ExeOther);
    const Expected<ControlReply> reply = ask(echo.server, get(QStringLiteral("x")));
    QVERIFY(!reply);
    QCOMPARE(reply.error().kind, ErrorKind::Forbidden);
    QCOMPARE(echo.calls, 0);
    ControlServer other(folder + QStringLiteral("/y.socket"));
    const Expected<void> started = other.start();
    QVERIFY(!started);
    QCOMPARE(started.error().kind, ErrorKind::Forbidden);
}

void TestControlServer::knowsWhoAsks()
{
    Echo echo;
    echo.holds = true;
    const FileDescriptor socket = connectTo(echo.server);
    QVERIFY(say(socket, controlFrame(get(QStringLiteral("x")).toJson())));
    QTRY_VERIFY(echo.waiting);
    // This test and the server are one executable, so whoever started it is the one who asks.
    const ProgramIdentity parent = identifyProgram(::getppid());
    QVERIFY(echo.waiting->program().isKnown());
    QVERIFY(echo.waiting->program().isSameProgram(parent));
}

void TestControlServer::tellsWhenNobodyWaitsAnyMore()
{
    Echo echo;
    echo.holds = true;
    FileDescriptor socket = connectTo(echo.server);
    QVERIFY(say(socket, controlFrame(get(QStringLiteral("x")).toJson())));
    QTRY_VERIFY(echo.waiting);
    QSignalSpy gone(echo.waiting, &ControlConnection::gone);
    socket.close();
    QTRY_COMPARE(gone.count(), 1);
    QTRY_VERIFY(!echo.waiting);
    QVERIFY(say(connectTo(echo.server), "")); // it still listens
}

void TestControlServer::hasNoTimeForSlowOnes()
{
    Echo echo;
    const QByteArray frame = controlFrame(get(QStringLiteral("x")).toJson());
    const FileDescriptor silent = connectTo(echo.server);
    const FileDescriptor half = connectTo(echo.server);
    QVERIFY(say(half, frame.left(20)));
    QElapsedTimer time;
    time.start();
    QCOMPARE(hear(silent), QByteArray());
    QCOMPARE(hear(half), QByteArray());
    QVERIFY(time.elapsed() >= 1500);
    QCOMPARE(echo.calls, 0);
}

void TestControlServer::hasAnEndForThoseWhoDoNotListen()
{
    Echo echo;
    echo.size = ControlReply::LargestValue; // more than a socket holds
    const FileDescriptor deaf = connectTo(echo.server);
    QVERIFY(say(deaf, controlFrame(get(QStringLiteral("x")).toJson())));
    QTRY_COMPARE(echo.calls, 1);
    const QPointer<ControlConnection> answering = echo.waiting;
    QVERIFY(answering);
    QVERIFY(ask(echo.server, get(QStringLiteral("x")))); // others are answered meanwhile
    QVERIFY(answering);
    // Nor does it help to take a little now and then.
    std::vector<char> some(64 * 1024); // the other side notices no less
    std::size_t taken = 0;
    QElapsedTimer pause;
    pause.start();
    const auto hasEnded = [&] {
        if (pause.hasExpired(1000)) {
            taken += static_cast<std::size_t>(
                std::max<ssize_t>(::recv(deaf.get(), some.data(), some.size(), MSG_DONTWAIT), 0));
            pause.start();
        }
        return !answering;
    };
    QVERIFY(QTest::qWaitFor(hasEnded, 60'000));
    QVERIFY2(taken < ControlReply::LargestValue, qPrintable(QString::number(taken)));
}

void TestControlServer::dropsValuesThatAreOnTheirWay()
{
    Echo echo;
    echo.size = ControlReply::LargestValue;
    const FileDescriptor slow = connectTo(echo.server);
    QVERIFY(say(slow, controlFrame(get(QStringLiteral("x")).toJson())));
    QTRY_COMPARE(echo.calls, 1);
    QVERIFY(echo.waiting);
    echo.waiting->dropValues();
    QVERIFY(hear(slow).size() < static_cast<qsizetype>(ControlReply::LargestValue));
    QTRY_VERIFY(!echo.waiting);
    // One that waits for its answer has nothing to drop.
    echo.holds = true;
    const FileDescriptor waiting = connectTo(echo.server);
    QVERIFY(say(waiting, controlFrame(get(QStringLiteral("x")).toJson())));
    QTRY_COMPARE(echo.calls, 2);
    echo.waiting->dropValues();
    echo.waiting->answer({ControlStatus::Locked, {}, {}, {}});
    QCOMPARE(statusIn(hear(waiting)), ControlStatus::Locked);
}

void TestControlServer::turnsAwayWhatIsTooMuch()
{
    Echo echo;
    echo.holds = true;
    std::vector<FileDescriptor> held;
    const QByteArray frame = controlFrame(get(QStringLiteral("x")).toJson());
    for (int i = 0; i < ControlServer::MostConnections; ++i) {
        held.push_back(connectTo(echo.server));
        QVERIFY(say(held.back(), frame));
        QTRY_COMPARE(echo.calls, i + 1);
    }
    const Expected<ControlReply> reply = ask(echo.server, get(QStringLiteral("x")));
    QVERIFY(reply);
    QCOMPARE(reply->status, ControlStatus::Busy);
    held.clear();
    echo.holds = false;
    QTRY_VERIFY(ask(echo.server, get(QStringLiteral("x")))->status == ControlStatus::Ok);
}

/// Even where somebody opened folder and socket to everybody. Becoming another user takes root.
void TestControlServer::t31_hangsUpOnAnotherUser()
{
    if (::geteuid() != 0)
        QSKIP("becoming another user takes root");
    Echo echo;
    for (const QString &path :
         {echo.folder.path(), echo.folder.filePath(QStringLiteral("c")), echo.server.socketPath()})
        QVERIFY(::chmod(QFile::encodeName(path).constData(), 0777) == 0);
    const QString script = QStringLiteral("import socket, sys\n"
                                          "s = socket.socket(socket.AF_UNIX)\n"
                                          "s.connect(sys.argv[1])\n"
                                          "try:\n"
                                          "    s.sendall(bytes.fromhex(sys.argv[2]))\n"
                                          "    print('heard', len(s.recv(1000)))\n"
                                          "except OSError:\n"
                                          "    print('heard 0')\n");
    const QString frame = QString::fromLatin1(controlFrame(get(QStringLiteral("x")).toJson()).toHex());
    const QStringList python{QStringLiteral("/usr/bin/python3"), QStringLiteral("-c"), script, echo.server.socketPath(),
                             frame};
    const QStringList nobody{QStringLiteral("setpriv"), QStringLiteral("--reuid"), QStringLiteral("nobody"),
                             QStringLiteral("--regid"), QStringLiteral("nogroup"), QStringLiteral("--clear-groups")};
    for (const bool other : {true, false}) {
        const QStringList command = other ? nobody + python : python;
        QProcess process;
        process.start(command.first(), command.mid(1));
        QTRY_COMPARE_WITH_TIMEOUT(process.state(), QProcess::NotRunning, 30'000);
        const QByteArray heard = process.readAllStandardOutput().trimmed();
        QCOMPARE(heard == "heard 0", other);
        QCOMPARE(echo.calls, other ? 0 : 1); // our own user really is answered
    }
}

/// Mutated, cut and endless frames: each is refused or answered, none does harm, and the server goes on.
void TestControlServer::t31_survivesWhateverIsSaid()
{
    Echo echo;
    const QByteArray good = controlFrame(get(QStringLiteral("Acme/Databases/PostgreSQL primary")).toJson());
    const auto refused = [&echo](const QByteArray &bytes) {
        const FileDescriptor socket = connectTo(echo.server);
        return say(socket, bytes) ? statusIn(hear(socket)) : ControlStatus::Misused;
    };
    QByteArray endless = good;
    endless.replace(8, 4, "\xff\xff\xff\xff", 4);
    QCOMPARE(refused(endless), ControlStatus::Misused);
    QCOMPARE(refused(good + "and more"), ControlStatus::Misused);
    QCOMPARE(refused(good + " "), ControlStatus::Misused); // which JSON would not mind
    QCOMPARE(refused(QByteArray(60'000, 'A')), ControlStatus::Misused);
    QCOMPARE(refused(controlFrame({{QStringLiteral("do"), QString(60'000, QLatin1Char('x'))}})),
             ControlStatus::Misused);
    QByteArray deep = controlFrame({});
    const QByteArray nested = QByteArray(20'000, '[') + QByteArray(20'000, ']');
    deep = good.left(8) + QByteArray::fromHex(QByteArray::number(nested.size(), 16).rightJustified(8, '0')) + nested;
    QCOMPARE(refused(deep), ControlStatus::Misused);

    QRandomGenerator random(20'26);
    for (int round = 0; round < 600; ++round) {
        QByteArray bytes = good;
        for (int change = random.bounded(1, 6); change > 0; --change)
            bytes[random.bounded(static_cast<int>(bytes.size()))] = static_cast<char>(random.bounded(256));
        if (round % 3 == 0)
            bytes.truncate(random.bounded(static_cast<int>(bytes.size())));
        FileDescriptor socket = connectTo(echo.server);
        QVERIFY(socket.isOpen());
        QVERIFY(say(socket, bytes));
        if (round % 5 == 0)
            socket.close(); // without waiting for an answer
        QCoreApplication::processEvents();
    }
    const Expected<ControlReply> reply = ask(echo.server, get(QStringLiteral("still there")));
    QVERIFY(reply);
    QCOMPARE(reply->values[0].view(), std::string_view("still there"));
}

QTEST_GUILESS_MAIN(TestControlServer)
#include "tst_controlserver.moc"
